"""Bytes to text: encodings told by their bytes, line ends, control characters."""

import pytest

from bot.corpus.formats.plain.decoding import decode
from bot.errors import UnreadableError
from tests.support.story_files import PROSE, TEXT, read, text_of

ACCENTED = "Il faisait très froid, et le café était fermé. “Évidemment,” dit-elle… C’était l’été à l’envers.\n" * 4
GERMAN = "Über den Dächern war es kühl, und Kurenai trug die grüne Jacke; “schön”, sagte sie.\n" * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("text", [ACCENTED, GERMAN])
def test_encodings(encoding, text):
    assert decode(text.encode(encoding)).text == text


def test_latin_1():
    text = ACCENTED.translate({ord("“"): '"', ord("”"): '"', ord("…"): "...", ord("’"): "'"})
    assert decode(text.encode("latin-1")).text == text


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_the_mark_is_not_part_of_the_text(bom):
    encoding = "utf-16-le" if bom == b"\xff\xfe" else "utf-16-be"
    assert read(bom + TEXT.encode(encoding)).prose_start == 0


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1251",
            "Паром опаздывал, и никто на пристани не хотел говорить об этом вслух. Чайка сидела на перилах. " * 6,
        ),
        (
            "koi8_r",
            "Паром опаздывал, и никто на пристани не хотел говорить об этом вслух. Чайка сидела на перилах. " * 6,
        ),
        ("shift_jis", "渡し船は遅れていたが、岸壁の誰もそれを口に出そうとはしなかった。テマリはかもめを数えた。" * 6),
        ("cp1250", "Łódź spóźniła się, i nikt na nabrzeżu nie chciał się do tego przyznać; źle, że tak było. " * 6),
    ],
)
def test_other_scripts(encoding, text):
    assert decode(text.encode(encoding)).text == text


def test_windows_characters_in_a_utf_8_file():
    decoded = decode("Café, très chaud; déjà vu; naïve; encore.\n".encode() * 3 + b"\x93Oui\x94, dit-elle.")
    assert decoded.text.endswith("“Oui”, dit-elle.")
    assert decoded.problems


def test_utf_8_that_was_taken_for_windows_1252_is_mended():
    broken = "“It’s late…” said Zoë — again.".encode().decode("cp1252", errors="ignore")
    assert "It’s late…" in text_of(read(f"{TEXT}\n\n{broken}"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\x85"])
def test_line_ends(end):
    assert text_of(read(TEXT.replace("\n", end))) == TEXT


def test_mixed_line_ends():
    mixed = f"{PROSE[0]}\r\n\r\n{PROSE[1]}\n\n{PROSE[2]}\r\r{PROSE[3]}"
    assert text_of(read(mixed)) == TEXT


def test_control_characters_go_with_a_notice():
    story = read(TEXT.replace("gulls", "g\x07ul\x00ls"))
    assert text_of(story) == TEXT
    assert [problem.line for problem in story.problems] == [3]
    assert "Control characters" in story.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n\n ",
        b"\x00" * 400,
        b"12 34\n\n56",
        bytes(range(256)) * 40,
        b"{\\rtf1 The ferry was late, and nobody on the quay would say so.}",
        b"<!DOCTYPE html>\n<html><script>The ferry was late, and nobody would say so.</script></html>",
        b"PK\x03\x04 The ferry was late, and nobody on the quay would say so.",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    ],
)
def test_what_is_no_text(data):
    with pytest.raises(UnreadableError) as raised:
        read(data, "folder/picture.txt")
    assert raised.value.file == "folder/picture.txt"
    assert raised.value.message.endswith(".")
