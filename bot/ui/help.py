"""What /help says of searching. The examples are parsed by a test: each is taken as it is meant, without a remark."""

EXAMPLES: dict[str, str] = {
    "lantren keper": "a title, half typed or with typos",
    "shikamaru temari": "words of titles, names, tags, summaries",
    '"missing nin"': "exactly these words, side by side",
    "-angst": "not with this as a tag, character, warning or in the title",
    "character:temari": "with her; family name first or last, any romanisation",
    "ship:temari/shikamaru": "a pairing, in any order",
    'by:"Iris Lowe"': "an author",
    "fandom:naruto": "a fandom",
    'tag:fluff,"slow burn"': "with both tags; -tag:fluff without it",
    "tag:fluff or tag:humor": "with either; `|` says the same",
    "warning:none": "no warnings stated",
    "rating:general,teen": "either rating; rating:<=teen is the same",
    "words:<5000": "or >1k, 1000-5000, 5k..20k; chapters: likewise",
    "complete:yes": "or status:wip",
    "updated:>2020": "or 2020, 2020-05, 2019-2021; published: likewise",
    "lang:french": "a language",
    'series:"Net Games"': "a series",
    "title:lantern": "in the title only",
    "sort:longest": "or best, newest, updated, shortest",
}
"""What can be typed, with what it finds."""

TOGETHER = 'shikamaru temari -angst words:<5000 rating:teen complete:yes by:"Iris Lowe"'
"""All in one line."""

NOTES = """\
A minus leaves out what follows it: `-by:iris`, `-rating:teen`. Values with spaces stand in quotes. \
A colon after any other word is just a colon. The options of /search say the same, and both together count. \
How a query was understood, and what couldn't be taken as it was written, is said above the list."""

SEARCH = "\n".join(
    [
        "## Searching",
        "Type into **/search query** what you know. Everything must fit; typos are fine.",
        *(f"- `{typed}` {meaning}" for typed, meaning in EXAMPLES.items()),
        f"All in one line: `{TOGETHER}`",
        "",
        NOTES,
        "",
        "First come the stories that fit best; among those that fit alike, the well liked and the new.",
    ]
)
