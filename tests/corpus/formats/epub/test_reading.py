"""EPUB 2 and 3: what a book says of itself, its chapters by its contents, and what stands around them."""

import pytest

from bot.corpus.formats.archives.archive import open_archive
from bot.corpus.formats.epub.book import Book, open_epub
from bot.corpus.formats.limits import Clock, Limits
from bot.corpus.story import SCENE_BREAK, Style, values
from bot.errors import UnreadableError
from tests.support.containers import NCX_ITEM, epub, links, nav, ncx, package, page, prose
from tests.support.story_files import PROSE, notes_of, read, text_of

LIMITS = Limits()


def opened(data: bytes) -> Book:
    return open_epub("book.epub", data, LIMITS, Clock("book.epub", LIMITS))


def chapter(number: int, name: str = "") -> str:
    """A page with a heading, and prose of its own."""
    return page(f"<h2>Chapter {number}{name}</h2>{prose(*PROSE, f'That was evening number {number} of the year.')}")


def titles(data: bytes) -> list[str]:
    return [one.title for one in read(data, "book.epub").chapters]


PAGES = {f"{number}.xhtml": chapter(number) for number in (1, 2, 3)}
CONTENTS = nav(links([(f"{number}.xhtml", f"Chapter {number}") for number in (1, 2, 3)]))


class TestMetadata:
    def test_of_epub_3(self):
        told = """
            <dc:title id="s">Told Twice</dc:title><meta refines="#s" property="title-type">subtitle</meta>
            <dc:title id="t">The Quay</dc:title><meta refines="#t" property="title-type">main</meta>
            <dc:creator id="a">Ona Bright</dc:creator><meta refines="#a" property="role">aut</meta>
            <dc:creator id="b">Ira Moss</dc:creator><meta refines="#b" property="role">trl</meta>
            <dc:language>en-GB</dc:language><dc:subject>Ferries</dc:subject><dc:subject>Gulls</dc:subject>
            <dc:description>&lt;p&gt;A ferry is &lt;i&gt;late&lt;/i&gt;.
            &lt;/p&gt;&lt;p&gt;Again.&lt;/p&gt;</dc:description>
            <dc:source>https://stories.example/quay</dc:source><dc:publisher>Nobody</dc:publisher>
            <meta property="belongs-to-collection" id="c">Harbours</meta>
            <meta refines="#c" property="collection-type">series</meta>
            <meta refines="#c" property="group-position">2</meta>
        """
        story = read(epub(PAGES, contents=CONTENTS, metadata=told), "book.epub")
        assert story.title.value == "The Quay: Told Twice"
        assert values(story.authors) == ("Ona Bright",)
        assert story.summary is not None
        assert story.summary.value == "A ferry is late.\n\nAgain."
        assert values(story.tags) == ("Ferries", "Gulls")
        assert story.language is not None
        assert story.language.value == "English"
        assert story.series is not None
        assert story.series.value == "Harbours 2"
        assert story.source is not None
        assert story.source.value == "https://stories.example/quay"
        assert "Ira Moss" in notes_of(story)

    def test_of_epub_2(self):
        told = """
            <dc:title>The Quay</dc:title><dc:creator opf:role="aut" opf:file-as="Bright, Ona">Ona Bright</dc:creator>
            <dc:contributor opf:role="bkp">calibre (1.0)</dc:contributor>
            <dc:date opf:event="publication">2011-04-02</dc:date><dc:date opf:event="conversion">2020-01-01</dc:date>
            <meta name="calibre:series" content="Harbours"/><meta name="calibre:series_index" content="3"/>
        """
        contents = {"OPS/toc.ncx": ncx([(f"{number}.xhtml", f"Chapter {number}") for number in (1, 2, 3)])}
        data = epub(PAGES, metadata=told, items=NCX_ITEM, more=contents)
        metadata = opened(data).metadata
        assert metadata.creators[0].roles == {"aut"}
        assert metadata.contributors[0].name == "calibre (1.0)"
        assert (metadata.series, metadata.series_index) == ("Harbours", "3")
        story = read(data, "book.epub")
        assert story.published is not None
        assert story.published.value.isoformat() == "2011-04-02"
        assert [one.title for one in story.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]

    def test_what_programs_put_in_for_want_of_better_is_not_taken(self):
        told = "<dc:title>Unknown</dc:title><dc:creator>Unknown</dc:creator><dc:language>und</dc:language>"
        story = read(epub(PAGES, contents=CONTENTS, metadata=told), "the-quay.epub")
        assert story.title.value == "The Quay"
        assert story.authors == ()

    def test_roles_of_documents(self):
        pages = {"t.xhtml": page("<p>x</p>", kind="titlepage frontmatter"), **PAGES}
        marks = '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="1.xhtml">x</a></li></ol></nav>'
        guide = '<guide><reference type="dedication" href="2.xhtml"/></guide>'
        book = opened(epub(pages, contents=nav("", more=marks), after=guide))
        roles = {document.path: document.roles for document in book.documents}
        assert roles["OPS/t.xhtml"] == {"titlepage", "frontmatter"}
        assert roles["OPS/1.xhtml"] == {"bodymatter"}
        assert roles["OPS/2.xhtml"] == {"dedication"}


class TestChapters:
    def test_one_a_document(self):
        story = read(epub(PAGES, contents=CONTENTS), "book.epub")
        assert [one.title for one in story.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
        assert story.chapters[0].text == "\n\n".join([*PROSE, "That was evening number 1 of the year."])

    def test_several_in_a_document(self):
        body = "".join(
            f'<div id="c{number}"><h2><a id="h{number}"></a>Evening {number}</h2>{prose()}</div>' for number in range(4)
        )
        contents = nav(
            links([("all.xhtml#c0", "Evening 0"), *((f"all.xhtml#h{n}", f"Evening {n}") for n in (1, 2, 3))])
        )
        story = read(epub({"all.xhtml": page(body)}, contents=contents), "book.epub")
        assert [one.title for one in story.chapters] == ["Evening 0", "Evening 1", "Evening 2", "Evening 3"]
        assert {one.text for one in story.chapters} == {"\n\n".join(PROSE)}

    def test_one_over_several_documents(self):
        """As programs cut files that are too long."""
        pages = {**PAGES, "2b.xhtml": page(prose("And it went on until the lamps were out."))}
        ordered = {name: pages[name] for name in ("1.xhtml", "2.xhtml", "2b.xhtml", "3.xhtml")}
        story = read(epub(ordered, contents=CONTENTS), "book.epub")
        assert len(story.chapters) == 3
        assert story.chapters[1].text.endswith("the lamps were out.")

    def test_without_contents(self):
        assert titles(epub(PAGES)) == ["Chapter 1", "Chapter 2", "Chapter 3"]

    def test_without_contents_in_one_document(self):
        body = "".join(f"<h2>Chapter {number}: Rain {number}</h2>{prose()}" for number in (1, 2, 3))
        assert titles(epub({"all.xhtml": page(body)})) == [
            "Chapter 1: Rain 1",
            "Chapter 2: Rain 2",
            "Chapter 3: Rain 3",
        ]

    def test_contents_that_name_only_the_first(self):
        contents = nav(links([("1.xhtml", "Start")]))
        assert titles(epub(PAGES, contents=contents)) == ["Chapter 1: Start", "Chapter 2", "Chapter 3"]

    def test_contents_that_lead_nowhere(self):
        contents = nav(links([("gone.xhtml", "Gone"), ("1.xhtml#gone", "Gone too"), ("2.xhtml", "Chapter 2")]))
        assert titles(epub(PAGES, contents=contents)) == ["Chapter 1", "Chapter 2", "Chapter 3"]

    @pytest.mark.parametrize(
        ("said", "above", "title"),
        [
            ("I: The Bell", "<hgroup><h2>I</h2><p>The Bell</p></hgroup>", "I: The Bell"),
            ("Stave I: The Bell", "<h2>Stave I</h2><p>The Bell</p>", "Stave I: The Bell"),
            ("Chapter 1", "<h2>Chapter 1</h2><h3>The Bell</h3>", "Chapter 1: The Bell"),
            ("1", "<h2>Chapter 1: The Bell</h2>", "Chapter 1: The Bell"),
            ("The Bell", "<h2>Chapter 1</h2>", "Chapter 1: The Bell"),
            ("The Bell", "<h2>The Bell[1]</h2>", "The Bell"),
            ("The Bell", "", "The Bell"),
        ],
    )
    def test_titles_are_said_once(self, said: str, above: str, title: str):
        pages = {"1.xhtml": page(above + prose()), "2.xhtml": chapter(2)}
        contents = nav(links([("1.xhtml", said), ("2.xhtml", "Chapter 2")]))
        story = read(epub(pages, contents=contents), "book.epub")
        assert story.chapters[0].title == title
        assert story.chapters[0].text == "\n\n".join(PROSE)

    def test_a_heading_of_another_kind_stays_in_the_text(self):
        pages = {"1.xhtml": page(f"<h2>Dear Reader</h2>{prose()}"), "2.xhtml": chapter(2)}
        contents = nav(links([("1.xhtml", "The Bell"), ("2.xhtml", "Chapter 2")]))
        first = read(epub(pages, contents=contents), "book.epub").chapters[0]
        assert first.title == "The Bell"
        assert first.text.startswith("Dear Reader\n\n")
        assert first.spans[0].style is Style.HEADING

    def test_parts_of_a_book(self):
        pages = {
            "p1.xhtml": page("<h1>Part One: Spring</h1><p>For the gulls.</p>", kind="part"),
            "1.xhtml": chapter(1),
            "2.xhtml": chapter(2),
            "p2.xhtml": page("<h1>Part Two</h1>", kind="part"),
            "3.xhtml": chapter(3),
        }
        first, second = links([("1.xhtml", "Chapter 1"), ("2.xhtml", "Chapter 2")]), links([("3.xhtml", "Chapter 3")])
        contents = nav(
            f'<li><a href="p1.xhtml">Part One: Spring</a><ol>{first}</ol></li>'
            f'<li><a href="p2.xhtml">Part Two</a><ol>{second}</ol></li>'
        )
        story = read(epub(pages, contents=contents), "book.epub")
        assert [one.title for one in story.chapters] == [
            "Part One: Spring: Chapter 1",
            "Chapter 2",
            "Part Two: Chapter 3",
        ]
        assert story.chapters[0].text.startswith("For the gulls.\n\n")

    def test_parts_of_a_chapter_stay_in_it(self):
        body = (
            f'<h2>Chapter 1</h2>{prose()}<section id="s" epub:type="z3998:subchapter"><h3>Later</h3>{prose()}</section>'
        )
        contents = nav(
            '<li><a href="1.xhtml">Chapter 1</a><ol><li><a href="1.xhtml#s">Later</a></li></ol></li>'
            + links([("2.xhtml", "Chapter 2")])
        )
        story = read(epub({"1.xhtml": page(body), "2.xhtml": chapter(2)}, contents=contents), "book.epub")
        assert [one.title for one in story.chapters] == ["Chapter 1", "Chapter 2"]
        assert "\n\nLater\n\n" in story.chapters[0].text

    def test_emphasis_of_linked_style_sheets(self):
        head = '<link rel="stylesheet" href="style.css"/>'
        pages = {
            "1.xhtml": page("<p>A <span class='i3'>late</span> ferry, it was said, and nothing more.</p>", head=head)
        }
        story = read(epub(pages, more={"OPS/style.css": ".i3 { font-style: italic }"}), "book.epub")
        (span,) = story.chapters[0].spans
        assert (story.chapters[0].text[span.start : span.end], span.style) == ("late", Style.ITALIC)

    def test_scene_breaks(self):
        story = read(epub({"1.xhtml": page(f"<h2>Chapter 1</h2>{prose()}<hr/>{prose()}")}), "book.epub")
        assert story.chapters[0].text.count(SCENE_BREAK) == 1


class TestAround:
    AROUND = (
        ("cover.xhtml", "Cover", "cover"),
        ("title.xhtml", "Titlepage", "titlepage"),
        ("imprint.xhtml", "Imprint", "imprint"),
        ("half.xhtml", "The Quay", "halftitlepage"),
        ("colophon.xhtml", "Colophon", "colophon"),
        ("un.xhtml", "Uncopyright", "copyright-page"),
    )

    @pytest.mark.parametrize("known", ["by role", "by title"])
    def test_is_left_out(self, known: str):
        around = {
            path: page(prose(f"The {title} stands here."), kind=role if known == "by role" else "")
            for path, title, role in self.AROUND
        }
        listed = [(path, title if known == "by title" else "Page") for path, title, _ in self.AROUND]
        contents = nav(links([*listed[:4], *((f"{n}.xhtml", f"Chapter {n}") for n in (1, 2, 3)), *listed[4:]]))
        if known == "by title":
            around.pop("half.xhtml")
        names = [*list(around)[:-2], *PAGES, *list(around)[-2:]]
        story = read(epub({name: {**around, **PAGES}[name] for name in names}, contents=contents), "book.epub")
        assert [one.title for one in story.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
        assert "stands here" not in text_of(story) + notes_of(story)

    def test_dedications_and_thanks_are_notes(self):
        pages = {
            "d.xhtml": page(prose("For the gulls."), kind="dedication"),
            **PAGES,
            "a.xhtml": page("<h2>Acknowledgements</h2>" + prose("Thanks to the ferryman.")),
        }
        story = read(epub(pages, contents=CONTENTS), "book.epub")
        assert [(note.where, note.text.split("\n")[-1]) for note in story.notes] == [
            ("top", "For the gulls."),
            ("end", "Thanks to the ferryman."),
        ]

    def test_forewords_are_chapters(self):
        pages = {"f.xhtml": page(f"<h2>Foreword</h2>{prose()}", kind="foreword frontmatter"), **PAGES}
        contents = nav(links([("f.xhtml", "Foreword"), ("1.xhtml", "Chapter 1"), ("2.xhtml", "Chapter 2")]))
        assert titles(epub(pages, contents=contents)) == ["Foreword", "Chapter 1", "Chapter 2", "Chapter 3"]

    def test_a_header_on_the_first_page_is_read(self):
        lines = ("The Quay", "by Ona Bright", "Rating: Teen", "Fandom: Naruto", "Characters: Temari, Shikamaru")
        story = read(epub({"t.xhtml": page(prose(*lines)), **PAGES}, contents=CONTENTS), "book.epub")
        assert story.rating.value == "Teen"
        assert values(story.fandoms) == ("Naruto",)
        assert values(story.characters) == ("Temari", "Shikamaru")
        assert len(story.chapters) == 3

    def test_a_first_page_without_an_entry_may_be_a_chapter(self):
        pages = {"p.xhtml": page(prose(*PROSE * 5)), **PAGES}
        assert titles(epub(pages, contents=CONTENTS)) == ["", "Chapter 1", "Chapter 2", "Chapter 3"]

    def test_in_a_published_book_nothing_is_an_author_s_note(self):
        said = "Please read and review! I hope you all liked this chapter, more soon!"
        role = '<section epub:type="chapter">{}</section>'
        fan = {name: content.replace("</body>", f"<p>{said}</p></body>") for name, content in PAGES.items()}
        bound = {
            name: content.replace("<body>", '<body epub:type="bodymatter"><section epub:type="chapter">').replace(
                "</body>", "</section></body>"
            )
            for name, content in fan.items()
        }
        assert role.count("{}") == 1
        assert said not in text_of(read(epub(fan, contents=CONTENTS), "book.epub"))
        assert text_of(read(epub(bound, contents=CONTENTS), "book.epub")).count(said) == 3


class TestEndnotes:
    def test_stand_at_the_end_of_the_chapter_that_refers_to_them(self):
        link = '<a href="notes.xhtml#note-{0}" id="ref-{0}" epub:type="noteref">{0}</a>'
        note = '<li id="note-{0}"><p>Remark {1}. <a href="{0}.xhtml#ref-{0}" epub:type="backlink">↩</a></p></li>'
        pages = {
            "1.xhtml": page(f"<h2>Chapter 1</h2>{prose(*PROSE, 'A bell.' + link.format(1))}"),
            "2.xhtml": page(f"<h2>Chapter 2</h2>{prose(*PROSE, 'A gull.' + link.format(2))}"),
            "notes.xhtml": page(
                f"<h2>Endnotes</h2><ol>{note.format(1, 'one')}{note.format(2, 'two')}</ol>", kind="endnotes"
            ),
        }
        contents = nav(links([("1.xhtml", "Chapter 1"), ("2.xhtml", "Chapter 2"), ("notes.xhtml", "Endnotes")]))
        first, second = read(epub(pages, contents=contents), "book.epub").chapters
        assert first.text.endswith("A bell.[1]\n\n[1] Remark one.")
        assert second.text.endswith("A gull.[2]\n\n[2] Remark two.")

    def test_a_note_that_two_refer_to_stands_with_the_first(self):
        link = '<a href="notes.xhtml#n" epub:type="noteref">1</a>'
        pages = {
            **{f"{n}.xhtml": page(f"<h2>Chapter {n}</h2>{prose(*PROSE, 'A bell.' + link)}") for n in (1, 2)},
            "notes.xhtml": page('<aside id="n" epub:type="endnote"><p>Said once.</p></aside>', kind="endnotes"),
        }
        first, second = read(epub(pages), "book.epub").chapters
        assert first.text.endswith("[1] Said once.")
        assert second.text.endswith("A bell.[1]")


class TestDamage:
    def test_broken_markup_is_read_as_html(self):
        broken = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h2>Chapter 1</h2><p>" + "<p>".join(PROSE) + "<br>"
        assert text_of(read(epub({"1.xhtml": broken}), "book.epub")) == "\n\n".join(PROSE)

    def test_a_missing_document_is_told(self):
        data = epub(PAGES, contents=CONTENTS, opf=package([*PAGES, "gone.xhtml"]))
        story = read(data, "book.epub")
        assert len(story.chapters) == 3
        assert "'OPS/gone.xhtml'" in story.problems[0].message

    def test_a_package_that_is_not_quite_xml(self):
        told = "<dc:title>Quay & Bridge</dc:title><dc:creator>Ona Bright</dc:creator>"
        assert read(epub(PAGES, metadata=told), "book.epub").title.value.startswith("Quay")

    def test_without_a_package(self):
        with pytest.raises(UnreadableError, match="lacks its list of contents"):
            read(epub(PAGES).replace(b"book.opf", b"book.xxx"), "book.epub")

    def test_scrambled_fonts_do_not_matter(self):
        locked = '<e xmlns="urn:x"><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></e>'
        assert len(titles(epub(PAGES, more={"META-INF/encryption.xml": locked}))) == 3

    def test_other_documents_in_a_zip(self):
        data = epub(PAGES).replace(b"META-INF/container.xml", b"META-INF/manifest--.xm").replace(b".opf", b".odt")
        assert "META-INF/manifest--.xm" in open_archive("a", data, LIMITS)
        with pytest.raises(UnreadableError, match=r"OpenDocument .* Save the story as DOCX"):
            read(data, "book.odt")


def test_the_seconds_are_bounded(monkeypatch: pytest.MonkeyPatch):
    limits = Limits(seconds=0.0)
    with pytest.raises(UnreadableError, match=r"longer than 0 seconds to read \(FICUS_MAX_READ_SECONDS\)"):
        open_epub("book.epub", epub(PAGES), limits, Clock("book.epub", limits))
