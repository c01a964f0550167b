"""Source links: one work, one key, however its address is written; and never one key for two works."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.corpus.sources import author_key, names_work, source_key

AO3 = "archiveofourown.org/works/123"
FFN = "fanfiction.net/s/13"

SAME_WORK = {
    AO3: [
        "https://archiveofourown.org/works/123",
        "http://www.archiveofourown.org/works/123/",
        "https://archiveofourown.org/works/123/chapters/456?view_adult=true#workskin",
        "https://archiveofourown.org/collections/yule/works/123?view_full_work=true",
        "https://ARCHIVEOFOUROWN.org/Works/123/navigate",
        "https://download.archiveofourown.org/downloads/123/Some_Title.epub?updated_at=1",
        "https://archiveofourown.org/downloads/123/Some_Title.html",
        "https://insecure.archiveofourown.org/works/123",
        "https://ao3.org/works/123",
        "archiveofourown.org/works/123",
        " <https://archiveofourown.org/works/123> ",
        "https://web.archive.org/web/20200101000000/https://archiveofourown.org/works/123/chapters/4",
        "https://web.archive.org/web/2020*/https:/archiveofourown.org/works/123",
    ],
    FFN: [
        "https://www.fanfiction.net/s/13",
        "https://www.fanfiction.net/s/13/1/",
        "https://m.fanfiction.net/s/13/22/A-Title",
        "http://fanfiction.net/s/13/2/A-Title?x=1",
    ],
    "wattpad.com/story/77": ["https://www.wattpad.com/story/77-a-title", "https://mobile.wattpad.com/story/77"],
    "foo-bar.tumblr.com/post/99": [
        "https://foo-bar.tumblr.com/post/99/some-slug",
        "https://www.tumblr.com/foo-bar/99/some-slug",
        "https://www.tumblr.com/blog/view/foo-bar/99?source=share",
    ],
    "spacebattles.com/threads/1234": [
        "https://forums.spacebattles.com/threads/the-thing.1234/page-3#post-9",
        "https://forums.spacebattles.com/threads/1234/",
    ],
    "site.example/viewstory.php?sid=12": [
        "https://site.example/viewstory.php?sid=12&chapter=3",
        "http://www.site.example/viewstory.php?chapter=1&sid=12&warning=5",
    ],
    "mira.example/~mira/Orchard.html": [
        "https://mira.example/~mira/Orchard.html",
        "http://www.mira.example//~mira/Orchard.html?utm_source=feed&fbclid=x#end",
        "https://mira.example/%7Emira/Orchard.html/",
    ],
}


@pytest.mark.parametrize(("key", "link"), [(key, link) for key, links in SAME_WORK.items() for link in links])
def test_addresses_of_one_work(key: str, link: str) -> None:
    assert source_key(link) == key


@pytest.mark.parametrize("link", [links[0] for links in SAME_WORK.values()][:-1])
def test_known_sites_give_every_work_its_address(link: str) -> None:
    assert names_work(source_key(link))


@pytest.mark.parametrize("link", ["https://mira.example/stories", "mira.example/~mira/Orchard.html", "", "nothing"])
def test_elsewhere_an_address_may_be_for_many_works(link: str) -> None:
    assert not names_work(source_key(link))


@pytest.mark.parametrize(
    "link",
    [
        "",
        " ",
        "nowhere",
        "in a notebook. The green one",
        "https://",
        "http://[::1/",
        "http://localhost/works/1",
        "ftp://site.example/works/1",
        "javascript:alert(1)",
        "https://site.example",
        "https://site.example/",
        "https://archiveofourown.org/series/5",
        "https://archiveofourown.org/users/Mira",
        "https://archiveofourown.org/users/Mira/pseuds/M/works",
        "https://archiveofourown.org/tags/Fluff/works",
        "https://www.fanfiction.net/u/9999/Mira",
        "https://mira.example/~mira",
        "https://www.tumblr.com/mira",
        "https://site.example/" + "a" * 3000,
    ],
)
def test_what_leads_to_no_one_work(link: str) -> None:
    assert source_key(link) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://archiveofourown.org/works/1", "https://archiveofourown.org/works/12"),
        ("https://archiveofourown.org/works/1", "https://squidge.example/works/1"),
        ("https://www.fanfiction.net/s/1", "https://www.fictionpress.com/s/1"),
        ("https://site.example/viewstory.php?sid=1", "https://site.example/viewstory.php?sid=2"),
        ("https://paste.example/aBc", "https://paste.example/abc"),
        ("https://site.example/read?work=1", "https://site.example/read?work=2"),
    ],
)
def test_two_works(one: str, other: str) -> None:
    assert source_key(one) != source_key(other)


@pytest.mark.parametrize(
    ("key", "link"),
    [
        ("archiveofourown.org/user/mira", "https://archiveofourown.org/users/Mira/pseuds/Other"),
        ("archiveofourown.org/user/mira", "archiveofourown.org/users/mira/works?page=2"),
        ("fanfiction.net/u/9999", "https://www.fanfiction.net/u/9999/Mira"),
        ("tumblr.com/mira", "https://mira.tumblr.com/"),
        ("tumblr.com/mira", "https://www.tumblr.com/mira/99/slug"),
        ("livejournal.com/mira", "https://mira.livejournal.com/1234.html"),
        ("mira.example/~mira", "https://mira.example/~Mira/orchard.html"),
        ("asianfanfics.com/profile/5", "https://www.asianfanfics.com/profile/view/5"),
        ("", "https://archiveofourown.org/works/123"),
        ("", "https://www.tumblr.com/explore"),
        ("", "https://users.livejournal.com/"),
        ("", "no address"),
    ],
)
def test_whose_an_address_is(key: str, link: str) -> None:
    assert author_key(link) == key


PIECES = st.sampled_from(
    [
        "works",
        "123",
        "chapters",
        "users",
        "u",
        "s",
        "~a",
        "..",
        "%2F",
        "%25",
        "é",
        "a b",
        "post",
        "story.php",
        "",
        "\ud800",
    ]
)
QUERIES = st.text("abs=id&;%#+1 ?/:\ud800", max_size=20)
HOSTS = st.sampled_from(["archiveofourown.org", "www.m.site.example", "a.tumblr.com", "tumblr.com", "web.archive.org"])


@given(st.one_of(st.text(max_size=60), st.builds(lambda *parts: "".join(parts), HOSTS, st.text(max_size=20))))
@example("https://www.www.example.com/x")
def test_any_text_has_a_key_whose_key_is_itself(link: str) -> None:
    assert source_key(source_key(link)) == source_key(link)
    assert len(author_key(link)) <= len(link) + 40


@given(HOSTS, st.lists(PIECES, max_size=6), QUERIES)
def test_addresses_of_every_kind(host: str, pieces: list[str], query: str) -> None:
    link = f"{host}/{'/'.join(pieces)}" + (f"?{query}" if query else "")
    key = source_key(link)
    assert source_key(key) == key
    if link == link.strip() and "#" not in link:
        assert {source_key(f"{scheme}{link}#part") for scheme in ("", "http://", "https://", "HTTPS://www.")} == {key}


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.sampled_from(["", "/", "/chapters/5", "?view_adult=true"]))
def test_works_of_an_archive(work: int, other: int, rest: str) -> None:
    key = source_key(f"https://archiveofourown.org/works/{work}{rest}")
    assert key == f"archiveofourown.org/works/{work}"
    assert (source_key(f"archiveofourown.org/works/{other}") == key) == (work == other)
