"""Word documents: what they show becomes text, what they hide doesn't, and what they say of themselves is a guess."""

import pytest

from bot.corpus.story import SCENE_BREAK, Origin, Story, Style, values
from bot.errors import UnreadableError
from tests.support.containers import W, docx, paragraph, run, zipped
from tests.support.story_files import PROSE, notes_of, read, text_of

STYLES = f"""<w:styles {W}>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Verfasser"><w:name w:val="Author"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Betont"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:styleId="Gedanken"><w:name w:val="Thoughts"/><w:basedOn w:val="Betont"/></w:style>
<w:style w:styleId="Kapitel"><w:name w:val="Chapter"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
ITALIC, BOLD = "<w:i/>", "<w:b/>"
OUR_PROSE = "".join(map(paragraph, PROSE))


def document(body: str, **more: str) -> Story:
    """A Word document with our styles and lists, or with parts in their place, read."""
    parts = {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING}
    return read(docx(body, more=parts | {f"word/{name}.xml": text for name, text in more.items()}), "the-quay.docx")


def core(**told: str) -> dict[str, str]:
    """The document's properties."""
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in told.items())
    return {"docProps/core.xml": f"<coreProperties>{inner}</coreProperties>"}


def line(*runs: str) -> str:
    return paragraph(runs="".join(runs))


def styled(story: Story) -> list[tuple[str, Style]]:
    """The words in each span of the first chapter."""
    chapter = story.chapters[0]
    return [(chapter.text[span.start : span.end], span.style) for span in chapter.spans]


class TestText:
    def test_paragraphs(self):
        assert text_of(document(OUR_PROSE)) == "\n\n".join(PROSE)

    @pytest.mark.parametrize(
        ("properties", "style"),
        [
            ("<w:i/>", Style.ITALIC),
            ("<w:b w:val='1'/>", Style.BOLD),
            ("<w:u w:val='single'/>", Style.UNDERLINE),
            ("<w:strike/>", Style.STRIKE),
            ("<w:rStyle w:val='Betont'/>", Style.ITALIC),
            ("<w:rStyle w:val='Gedanken'/>", Style.ITALIC),
        ],
    )
    def test_styles_of_words(self, properties: str, style: Style):
        story = document(line(run("It was "), run("late", properties), run(", and nobody on the quay would say so.")))
        assert styled(story) == [("late", style)]

    @pytest.mark.parametrize("properties", ["<w:i w:val='0'/>", "<w:b w:val='false'/>", "<w:u w:val='none'/>"])
    def test_styles_turned_off(self, properties: str):
        assert styled(document(line(run("It was "), run("late", properties), run(", and nobody would say so.")))) == []

    def test_a_word_in_several_runs_is_one(self):
        story = document(line(run("The fer"), run("ry was late, and nobo"), run("dy on the quay would say so aloud.")))
        assert text_of(story) == PROSE[0]

    def test_line_breaks_and_tabs(self):
        body = "<w:r><w:t>Roses are</w:t><w:tab/><w:t>red,</w:t><w:br/><w:t>violets are late.</w:t></w:r>"
        assert text_of(document(paragraph(runs=body))) == "Roses are red,\nviolets are late."

    def test_page_breaks_are_no_line_breaks(self):
        body = '<w:r><w:t>The ferry was late, </w:t><w:br w:type="page"/><w:t>and nobody would say so.</w:t></w:r>'
        assert text_of(document(paragraph(runs=body))) == "The ferry was late, and nobody would say so."

    @pytest.mark.parametrize(
        "ruled",
        [
            paragraph("* * *"),
            paragraph(properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
            paragraph(runs='<w:r><w:pict><v:rect xmlns:v="v" xmlns:o="o" o:hr="t"/></w:pict></w:r>'),
        ],
        ids=["stars", "border", "rule"],
    )
    def test_scene_breaks(self, ruled: str):
        assert text_of(document(OUR_PROSE + ruled + OUR_PROSE)).count(SCENE_BREAK) == 1

    def test_lists(self):
        def item(text: str, number: int) -> str:
            properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            return paragraph(text, properties=properties)

        body = (
            OUR_PROSE + item("oars", 5) + item("rope", 5) + paragraph(PROSE[0]) + item("a lamp", 6) + item("a cat", 6)
        )
        text = text_of(document(body + OUR_PROSE))
        assert "\n\n3. oars\n4. rope\n\n" in text
        assert "\n\n- a lamp\n- a cat\n\n" in text

    def test_quotes(self):
        story = document(OUR_PROSE + paragraph("Come at once, it said.", "Zitat") + OUR_PROSE)
        assert styled(story) == [("Come at once, it said.", Style.QUOTE)]

    def test_tables_are_lines(self):
        cells = ("Ferry", "Late"), ("First", "6.10")
        rows = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in row)}</w:tr>" for row in cells)
        assert "Ferry | Late\nFirst | 6.10" in text_of(document(OUR_PROSE + f"<w:tbl>{rows}</w:tbl>" + OUR_PROSE))

    def test_a_table_that_holds_the_text(self):
        body = f"<w:tbl><w:tr><w:tc>{OUR_PROSE}</w:tc></w:tr></w:tbl>"
        assert text_of(document(body)) == "\n\n".join(PROSE)

    def test_images_are_their_descriptions(self):
        image = '<w:r><w:drawing><d:docPr xmlns:d="d" name="Picture 1" descr="A heron on a post"/></w:drawing></w:r>'
        assert "[A heron on a post]" in text_of(document(OUR_PROSE + paragraph(runs=image) + OUR_PROSE))

    def test_text_in_boxes(self):
        box = f"<w:r><w:pict><w:txbxContent>{paragraph('A word in a box.')}</w:txbxContent></w:pict></w:r>"
        assert "A word in a box." in text_of(document(OUR_PROSE + paragraph(runs=box) + OUR_PROSE))

    def test_links_are_their_text(self):
        link = run("the harbour", '<w:u w:val="single"/>')
        body = paragraph(runs=run("See ") + f"<w:hyperlink>{link}</w:hyperlink>")
        story = document(OUR_PROSE + body + OUR_PROSE)
        assert "See the harbour" in text_of(story)
        assert styled(story) == []


class TestNotes:
    REFERENCE = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'

    def test_footnotes_and_endnotes_stand_at_the_end(self):
        said = f'<w:{{0}}s {W}><w:{{0}} w:id="2">{paragraph("The {0}, in short.")}</w:{{0}}></w:{{0}}s>'
        body = line(run(PROSE[0]), self.REFERENCE.format("footnote", 2))
        body += line(run(PROSE[1]), self.REFERENCE.format("endnote", 2))
        story = document(body, footnotes=said.format("footnote"), endnotes=said.format("endnote"))
        assert text_of(story) == "\n\n".join(
            [f"{PROSE[0]}[1]", f"{PROSE[1]}[2]", "[1] The footnote, in short.", "[2] The endnote, in short."]
        )

    def test_a_note_that_is_missing_leaves_nothing(self):
        assert text_of(document(line(run(PROSE[0]), self.REFERENCE.format("footnote", 9)))) == PROSE[0]


class TestHidden:
    @pytest.mark.parametrize(
        "hidden",
        [
            f"<w:del>{run('Not this.').replace('w:t', 'w:delText')}</w:del>",
            f"<w:moveFrom>{run('Not this.')}</w:moveFrom>",
            run("Not this.", "<w:vanish/>"),
            "<w:r><w:instrText>Not this.</w:instrText></w:r>",
            '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ],
        ids=["deleted", "moved away", "hidden", "field", "comment"],
    )
    def test_is_left_out(self, hidden: str):
        comments = f'<w:comments {W}><w:comment w:id="1">{paragraph("Not this.")}</w:comment></w:comments>'
        assert text_of(document(line(run(PROSE[0]), hidden), comments=comments)) == PROSE[0]

    def test_insertions_stay(self):
        body = line(run("The ferry was "), f"<w:ins>{run('very ')}</w:ins>", run("late, and nobody would say so."))
        assert text_of(document(body)) == "The ferry was very late, and nobody would say so."

    def test_only_one_version_of_what_stands_there_twice(self):
        both = f"<m:A xmlns:m='m'><m:Choice>{run('Once.')}</m:Choice><m:Fallback>{run('Once.')}</m:Fallback></m:A>"
        assert text_of(document(line(run(f"{PROSE[0]} "), both))) == f"{PROSE[0]} Once."

    def test_tables_of_contents(self):
        listed = paragraph("Chapter 1....3", "Verzeichnis1") + paragraph("Chapter 2....9", "Verzeichnis1")
        assert text_of(document(listed + OUR_PROSE)) == "\n\n".join(PROSE)

    def test_a_macro_is_told_of(self):
        data = docx(OUR_PROSE, more={"word/vbaProject.bin": b"Sub AutoOpen()"})
        (problem,) = read(data, "the-quay.docx").problems
        assert problem.message == "The document holds a macro, which was neither read nor run."


class TestChapters:
    @pytest.mark.parametrize("style", ["berschrift1", "Kapitel", "Heading1"])
    def test_by_styles_of_headings(self, style: str):
        extra = STYLES.replace(
            "</w:styles>", '<w:style w:styleId="Heading1"><w:name w:val="Heading 1"/></w:style></w:styles>'
        )
        body = "".join(paragraph(f"Evening {number}", style) + OUR_PROSE for number in (1, 2))
        story = document(body, styles=extra)
        assert [one.title for one in story.chapters] == ["Evening 1", "Evening 2"]
        assert story.chapters[0].text == "\n\n".join(PROSE)
        assert story.chapters[0].spans == ()

    def test_by_bold_lines(self):
        body = "".join(line(run(f"Chapter {number}", BOLD)) + OUR_PROSE for number in (1, 2))
        assert [one.title for one in document(body).chapters] == ["Chapter 1", "Chapter 2"]


class TestFacts:
    def test_of_a_header_typed_at_the_top(self):
        lines = ("Title: The Quay", "Author: Ona Bright", "Rating: T", "Fandom: Naruto", "Characters: Temari")
        story = document("".join(map(paragraph, lines)) + paragraph() + OUR_PROSE)
        assert (story.title.value, story.rating.value) == ("The Quay", "Teen")
        assert values(story.authors) == ("Ona Bright",)
        assert values(story.fandoms) == ("Naruto",)
        assert text_of(story) == "\n\n".join(PROSE)

    def test_of_styles(self):
        story = document(paragraph("Lamps", "Titel") + paragraph("Ona Bright", "Verfasser") + OUR_PROSE)
        assert story.title.value == "Lamps"
        assert values(story.authors) == ("Ona Bright",)
        assert text_of(story) == "\n\n".join(PROSE)

    def test_many_titles_are_headings(self):
        body = "".join(paragraph(f"Evening {number}", "Titel") + OUR_PROSE for number in (1, 2))
        assert [one.title for one in document(body).chapters] == ["Evening 1", "Evening 2"]

    def test_of_the_properties_are_guesses(self):
        told = core(title="Lamps", creator="Bright, Ona", description="A ferry is late.", language="fr-FR")
        story = read(docx(OUR_PROSE, more=told), "the-quay.docx")
        assert (story.title.value, story.title.origin) == ("Lamps", Origin.GUESSED)
        assert [(one.value, one.origin) for one in story.authors] == [("Bright, Ona", Origin.GUESSED)]
        assert story.summary is not None
        assert (story.summary.value, story.summary.origin) == ("A ferry is late.", Origin.GUESSED)
        assert story.language is not None
        assert (story.language.value, story.language.origin) == ("French", Origin.GUESSED)

    def test_what_is_stated_goes_before_the_properties(self):
        top = paragraph("Title: The Quay") + paragraph("Author: Ona Bright") + paragraph()
        story = read(docx(top + OUR_PROSE, more=core(title="Lamps", creator="Ira Moss")), "x.docx")
        assert story.title.value == "The Quay"
        assert values(story.authors) == ("Ona Bright",)
        assert "Ira Moss" not in notes_of(story)

    def test_the_name_of_the_computer_s_account_is_not_the_author(self):
        """Word puts it there without being asked, and it may be what somebody tells nobody."""
        told = core(creator="Ira Moss", lastModifiedBy="Ira Moss")
        story = read(docx(OUR_PROSE, more=told), "the-quay.docx")
        assert story.authors == ()
        assert "Ira Moss" not in notes_of(story)

    @pytest.mark.parametrize("title", ["Microsoft Word - Document1", "Untitled", "."])
    def test_meaningless_properties(self, title: str):
        story = read(docx(OUR_PROSE, more=core(title=title, creator="Windows User")), "the-quay.docx")
        assert story.title.value == "The Quay"
        assert story.authors == ()


class TestDamage:
    def test_a_broken_style_sheet_does_not_matter(self):
        assert text_of(read(docx(OUR_PROSE, more={"word/styles.xml": "<w:sty"}), "a.docx")) == "\n\n".join(PROSE)

    def test_broken_text_is_refused(self):
        with pytest.raises(UnreadableError, match="Part of it is damaged or cut off"):
            read(docx(OUR_PROSE + "<w:p>"), "a.docx")

    def test_without_its_text(self):
        data = docx(OUR_PROSE).replace(b"word/document.xml", b"word/document_xml")
        with pytest.raises(UnreadableError, match="Its text is missing"):
            read(data, "a.docx")

    def test_an_office_file_that_is_no_document(self):
        with pytest.raises(UnreadableError, match="Office file without a story's text"):
            read(zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "a.xlsx")
