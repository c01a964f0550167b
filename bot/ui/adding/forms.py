"""The forms of adding: a story to begin with, then its fields, and why the stories of a ZIP may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.corpus.story import Origin, Rating, Status
from bot.library.adding.answers import Consent, Fields, Purpose
from bot.ui.adding import buttons
from bot.ui.adding.buttons import PARTS, Part
from bot.ui.base import Form, Layout
from bot.ui.text import cut

FILES, PASTED, LINK, TITLE, TELL = "files", "pasted", "link", "title", "tell"
RATING, CONSENT, PROOF, STATUS = "rating", "consent", "proof", "status"
"""Custom ids of fields; those of a draft's fields are their names."""

FILES_LIMIT = 10
"""Most files of one upload (Discord's limit)."""

TEXT_LIMIT = 4000
"""Most characters that a field of a form takes (Discord's limit)."""

PLACEHOLDER_LIMIT = 100
"""Most characters of what stands in an empty field (Discord's limit)."""

OFFERED = (Consent.OWN, Consent.AUTHOR, Consent.FREE, Consent.CARD)
"""Why a story may be shown, as far as members can say."""

CONSENT_MEANS = {
    Consent.OWN: "I wrote it: its whole text may be read here",
    Consent.AUTHOR: "Its whole text may be read here; give the proof below",
    Consent.FREE: "Its whole text may be read here; say which licence below",
    Consent.CARD: "Only title, people, summary and link are shown",
    Consent.CORPUS: "As its file in the operator's library says",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a draft that is typed. Lists take lines, so they have room for them."""

    name: str
    label: str
    hint: str = ""
    long: bool = True


ENTRIES: Mapping[Part, Sequence[Entry]] = {
    Part.PEOPLE: (
        Entry("title", "Title", long=False),
        Entry("authors", "Authors", "Several apart by commas, or one a line."),
        Entry("summary", "Summary"),
        Entry("source", "Link", "Where it's published.", long=False),
        Entry("series", "Series", long=False),
    ),
    Part.TAGS: tuple(
        Entry(name, label, "Apart by commas, or one a line.")
        for name, label in (
            ("fandoms", "Fandoms"),
            ("characters", "Characters"),
            ("relationships", "Relationships"),
            ("tags", "Tags"),
            ("warnings", "Warnings"),
        )
    ),
    Part.RATING: (Entry("language", "Language", long=False),),
}


class AddForm(Form):
    """Asks for a story: files, or a text, or a link."""

    def __init__(self, purpose: Purpose, link: str = "", *, left: int = 0) -> None:
        """`left`: how many stories the member may propose today."""
        begin = "Propose a story" if purpose is Purpose.PROPOSE else "Add a story"
        super().__init__(f"{begin} ({left} left today)" if left else begin, buttons.added(purpose))
        files = discord.ui.FileUpload[Layout](custom_id=FILES, required=False, min_values=0, max_values=FILES_LIMIT)
        self.add_item(_label("Story files", "Text, Markdown, HTML, EPUB, DOCX or a ZIP of them; up to 10.", files))
        pasted = _entry(PASTED, long=True)
        self.add_item(_label("Or paste it", "The story's text, or what the Share button of AO3 gives.", pasted))
        self.add_item(_label("Link", "Where it's published. By itself it makes a card.", _entry(LINK, link)))
        self.add_item(_label("Title", "Needed with a link alone.", _entry(TITLE)))
        if purpose is Purpose.PROPOSE:
            tell = discord.ui.Checkbox[Layout](custom_id=TELL)
            self.add_item(_label("Tell me what becomes of it", "Ficus writes to you once it's decided.", tell))


class MendForm(Form):
    """Shows some of a draft's fields, to be changed."""

    def __init__(self, part: Part, fields: Fields) -> None:
        super().__init__(PARTS[part], buttons.mended(part, fields.draft_id))
        if part is Part.RATING:
            self._ask_for_rating(fields)
        for entry in ENTRIES[part]:
            guess = f"Guessed: {fields.title.value}" if _is_guess(fields, entry.name) else ""
            field = _entry(entry.name, before(fields, entry.name), long=entry.long, placeholder=guess)
            self.add_item(_label(entry.label, entry.hint, field))

    def _ask_for_rating(self, fields: Fields) -> None:
        # Nothing is picked beforehand: a rating that is picked is somebody's word that they have looked.
        ratings = _select(RATING, dict.fromkeys(Rating, ""), placeholder=f"Now: {fields.rating.value}")
        self.add_item(_label("Rating", "Pick one once you have looked at the story: your word counts.", ratings))
        consents = _consents(fields.consent)
        self.add_item(_label("Why may it be shown here?", "Without a reason there is only a card.", consents))
        proof = _entry(PROOF, fields.proof)
        self.add_item(_label("Proof", "A link or words. Needed when the author said yes.", proof))
        statuses = _select(STATUS, dict.fromkeys(Status, ""), before(fields, STATUS))
        self.add_item(_label("Finished?", "", statuses))


class UnpackForm(Form):
    """Asks once why the stories of a ZIP may be shown."""

    def __init__(self, number: int) -> None:
        super().__init__("Stories of a ZIP", buttons.unpacked(number))
        consents = _consents(None, required=True)
        self.add_item(_label("Why may they be shown here?", "It's taken to be so for each of them.", consents))
        self.add_item(_label("Proof", "A link or words. Needed when the authors said yes.", _entry(PROOF)))


def before(fields: Fields, field: str) -> str:
    """What a form shows in a field that nobody has touched. A guessed title is only hinted at: typed, it's stated."""
    return "" if _is_guess(fields, field) else _fitting(fields.typed.get(field, ""))


def _is_guess(fields: Fields, field: str) -> bool:
    title = fields.title
    guessed = field == "title" and title.origin is Origin.GUESSED
    return guessed and fields.typed.get(field, "").strip() == title.value


def changes(fields: Fields, part: Part, sent: Mapping[str, str]) -> dict[str, str]:
    """What was changed in a form. What wasn't touched stays as it was read, with where it came from; and a text too
    long for a form stays whole.
    """
    names = [entry.name for entry in ENTRIES[part]] + ([STATUS] if part is Part.RATING else [])
    typed = {name: sent[name] for name in names if name in sent}
    changed = {name: text for name, text in typed.items() if _lines(text) != _lines(before(fields, name))}
    picked = sent.get(RATING, "") if part is Part.RATING else ""
    return {**changed, RATING: picked} if picked else changed


def _lines(text: str) -> list[str]:
    """What a text says, however Discord ends its lines."""
    return [line.strip() for line in text.strip().splitlines()]


def _fitting(text: str) -> str:
    """As much of a text as a field takes, counted as Discord counts."""
    return text.encode("utf-16-le")[: 2 * TEXT_LIMIT].decode("utf-16-le", "ignore")


def consent_in(fields: Mapping[str, str]) -> Consent | None:
    """Why a story may be shown, as picked in a form; None if nothing was."""
    picked = fields.get(CONSENT, "")
    return Consent(picked) if picked in set(Consent) else None


def _label(text: str, hint: str, component: discord.ui.Item[Layout]) -> discord.ui.Label[Layout]:
    return discord.ui.Label(text=text, description=hint or None, component=component)


def _entry(name: str, default: str = "", *, long: bool = False, placeholder: str = "") -> discord.ui.TextInput[Layout]:
    return discord.ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=_fitting(default) or None,
        placeholder=cut(placeholder, PLACEHOLDER_LIMIT) or None,
        required=False,
        max_length=TEXT_LIMIT,
    )


def _consents(chosen: Consent | None, *, required: bool = False) -> discord.ui.Select[Layout]:
    offered = [*OFFERED, *([chosen] if chosen and chosen not in OFFERED else [])]
    return _select(CONSENT, {consent: CONSENT_MEANS[consent] for consent in offered}, chosen or "", required=required)


def _select(
    name: str, options: Mapping[str, str], chosen: str = "", *, placeholder: str = "", required: bool = False
) -> discord.ui.Select[Layout]:
    """One of a few; each option with what it means."""
    offered = [
        discord.SelectOption(label=_sentence(value), value=value, description=means or None, default=value == chosen)
        for value, means in options.items()
    ]
    return discord.ui.Select(
        custom_id=name,
        placeholder=placeholder or None,
        required=required,
        min_values=int(required),
        max_values=1,
        options=offered,
    )


def _sentence(value: str) -> str:
    return value[:1].upper() + value[1:]
