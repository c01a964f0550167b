"""Source links: what the many addresses of one work have in common, and whose work an address says it is."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST_LINK = 2000
"""Characters looked at: what is longer is no address that anybody could open."""

ALIASES = {
    "ao3.org": "archiveofourown.org",
    "archiveofourown.com": "archiveofourown.org",
    "archiveofourown.net": "archiveofourown.org",
    "insecure.archiveofourown.org": "archiveofourown.org",
    "download.archiveofourown.org": "archiveofourown.org",
    "forum.questionablequesting.com": "questionablequesting.com",
    "forums.spacebattles.com": "spacebattles.com",
    "forums.sufficientvelocity.com": "sufficientvelocity.com",
    "gutenberg.net": "gutenberg.org",
}
"""Other names of a site."""

SIDE_DOORS = re.compile(r"^(?:(?:www\d?|m|mobile|old|new)\.)+(?=[^.]+\.)")
"""Names that a site has before its own, for other devices."""

WAYBACK = re.compile(r"(?i)^/web/[0-9a-z_*]+/(.+)$")
WITHIN = re.compile(r"(?i)^(https?):/+")
"""A page as an archive of the web keeps it: with an address inside its path, whose two slashes have become one."""


class Site(NamedTuple):
    """How addresses on a site (a regular expression for its host) name one work; `key` is filled from `path`."""

    host: str
    path: str
    key: str


SITES = tuple(
    (re.compile(site.host), re.compile(f"(?i){site.path}"), site.key)
    for site in (
        # The Archive of Our Own, and archives that run on its software.
        Site(r".+", r"^(?:/collections/[^/]+)?/works/([0-9]{1,19})(?:/.*)?$", "/works/{}"),
        Site(r"archiveofourown\.org", r"^/downloads/([0-9]{1,19})(?:/.*)?$", "/works/{}"),
        Site(r"(?:fanfiction\.net|fictionpress\.com)", r"^/s/([0-9]{1,19})(?:/.*)?$", "/s/{}"),
        Site(r"wattpad\.com", r"^/story/([0-9]{1,19})(?:-.*)?$", "/story/{}"),
        Site(r"royalroad\.com", r"^/fiction/([0-9]{1,19})(?:/.*)?$", "/fiction/{}"),
        Site(r"scribblehub\.com", r"^/(?:series|read)/([0-9]{1,19})(?:[-/].*)?$", "/series/{}"),
        Site(r"asianfanfics\.com", r"^/story/view/([0-9]{1,19})(?:/.*)?$", "/story/view/{}"),
        Site(r"(?:fimfiction\.net|ficwad\.com|quotev\.com)", r"^/story/([0-9]{1,19})(?:/.*)?$", "/story/{}"),
        Site(r"gutenberg\.org", r"^/(?:ebooks|files|cache/epub)/([0-9]{1,19})(?:[./].*)?$", "/ebooks/{}"),
        Site(r"docs\.google\.com", r"^/document/(?:u/\d+/)?d/([^/]+)(?:/.*)?$", "/document/d/{}"),
        Site(r".+", r"^/threads/(?:[^/]*\.)?([0-9]{1,19})(?:/.*)?$", "/threads/{}"),
        Site(r".+\.tumblr\.com", r"^/(?:post/)?([0-9]{1,19})(?:/.*)?$", "/post/{}"),
    )
)
STORY_NUMBER = re.compile(r"(?i)/(?:viewstory|story)\.php$")
"""Scripts of older archives, which take a story's number as one of these:"""
STORY_NUMBERS = ("sid", "no", "storyid")

SCHEME = re.compile(r"(?i)^[a-z][a-z0-9+.-]*://")
DIGITS = re.compile(r"[0-9]{1,19}")
TUMBLR_POST = re.compile(r"^/(?:blog/view/)?([\w-]+)/([0-9]{1,19})(?:/.*)?$")
TRACKING = re.compile(r"(?i)^(?:utm_.*|fbclid|gclid|igshid|ref|ref_src|si|source|share|view_adult|view_full_work)$")
"""What an address carries that says nothing of where it leads."""

LISTS = re.compile(
    r"(?i)^/(?:series|collections|tags?|categor(?:y|ies)|bookmarks|search)(?:/.*)?$|^/(?:works|stories|fics)$"
)
WORKS_OF_USER = re.compile(r"(?i)/(?:works|stories|fics|series|profile|bookmarks|pseuds(?:/[^/]+(?:/works)?)?)$")
"""Pages that lead to many works, where no rule above says that it's one."""

USER_PATH = re.compile(r"(?i)^/(?:(~|@)([\w.-]+)|(users?|u|authors?|members?|profiles?)/(?:view/)?([^/]+))(?:/.*)?$")
USER_HOSTS = re.compile(
    r"^(?P<user>[\w-]+)\.(?P<site>tumblr\.com|livejournal\.com|dreamwidth\.org|insanejournal\.com)$"
)
NOT_USERS = frozenset({"www", "users", "community", "blog", "search", "tagged", "explore", "dashboard"})


def source_key(link: str) -> str:
    """What all addresses of the same work have in common, as an address without https://.

    "" when the link doesn't lead to one work: a site's front page, a series, somebody's profile, no address at all.
    Two works never have one key on the sites known here. Elsewhere the whole address counts, which may be one page
    for many works: see `names_work`. The key of a key is itself.
    """
    parts = _parts(link)
    if parts is None:
        return ""
    host, path = _host(parts), _path(parts)
    if host == "web.archive.org" and (kept := WAYBACK.match(path)):
        return source_key(WITHIN.sub(r"\1://", kept[1]))
    return _known(host, path, parts.query) or _any(host, path, parts.query)


def names_work(key: str) -> bool:
    """Whether a source key is of a site that gives every work an address of its own."""
    parts = _parts(key)
    return parts is not None and bool(_known(_host(parts), _path(parts), parts.query))


def author_key(link: str) -> str:
    """Who the address says it belongs to: a profile's, or the user's part of a work's. "" if it doesn't say."""
    parts = _parts(link)
    if parts is None:
        return ""
    host, path = _host(parts), _path(parts)
    if host == "tumblr.com" and (name := path.removeprefix("/blog/view").strip("/").partition("/")[0].lower()):
        return "" if name in NOT_USERS else f"tumblr.com/{name}"
    if (own := USER_HOSTS.match(host)) and own["user"] not in NOT_USERS:
        return f"{own['site']}/{own['user'].replace('_', '-')}"
    if user := USER_PATH.match(path):
        sign, name, room, named = user.groups()
        return f"{host}/{sign}{name}".lower() if sign else f"{host}/{room.rstrip('s')}/{named}".lower()
    return ""


def _parts(link: str) -> SplitResult | None:
    """The address in its parts; without a scheme it's taken for one on the web."""
    text = link.strip().strip("<>")
    if len(text) > LONGEST_LINK or len(text.split()) != 1:
        return None
    try:
        parts = urlsplit(text if SCHEME.match(text) else f"https://{text}")
        host = parts.hostname or ""
    except ValueError:
        return None
    return parts if "." in host.strip(".") and parts.scheme in {"http", "https"} else None


def _host(parts: SplitResult) -> str:
    host = SIDE_DOORS.sub("", (parts.hostname or "").strip("."))
    return ALIASES.get(host, host)


def _path(parts: SplitResult) -> str:
    """Escaped in one way, without double and last slashes. Letters' case stays: on some sites it matters."""
    plain = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/")
    return quote(plain, safe="/~@!$&'()*+,;=:", errors="replace")


def _known(host: str, path: str, query: str) -> str:
    if host == "tumblr.com" and (post := TUMBLR_POST.match(path)):
        return f"{post[1].lower()}.tumblr.com/post/{post[2]}"
    for site, work, key in SITES:
        if (found := work.match(path)) and site.fullmatch(host):
            return host + key.format(found[1])
    numbers = {name.lower(): value for name, value in parse_qsl(query)}
    number = next((numbers[name] for name in STORY_NUMBERS if DIGITS.fullmatch(numbers.get(name, ""))), "")
    return f"{host}{path}?sid={number}" if number and STORY_NUMBER.search(path) else ""


def _any(host: str, path: str, query: str) -> str:
    """The address itself, if it leads anywhere within its site and not to everything of somebody."""
    if LISTS.match(path) or _is_profile(host, path):
        return ""
    kept = sorted((name, value) for name, value in parse_qsl(query) if not TRACKING.match(name))
    asked = f"?{urlencode(kept, errors='replace')}" if kept else ""
    return f"{host}{path}{asked}" if path or kept else ""


def _is_profile(host: str, path: str) -> bool:
    if host == "tumblr.com":
        return True
    user = USER_PATH.match(path)
    if user is None:
        return False
    name, rest = user[2] or user[4], path[user.end(2 if user[1] else 4) :]
    return not rest or bool(WORKS_OF_USER.search(path)) or (name.isdecimal() and rest.count("/") == 1)
