"""What the command line shows people: progress, summaries, cards and complaints."""

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.corpus.story import Card, values
from bot.doctor import Finding
from bot.errors import FicusError, NotFoundError, NothingEligibleError
from bot.library.answers import Excerpt, FileProblem, LoadReport, Recommendations, SearchPage, TextPage
from bot.search.index import Found

MOST_PROBLEMS = 20

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


def say(sentence: str) -> None:
    """Print a line, as it is."""
    _err.print(Text(sentence), soft_wrap=True)


def show_text(text: str) -> None:
    """Print text to standard output as it is, so that it can go into a file or a pager."""
    _out.print(Text(text), soft_wrap=True)


def complain(error: FicusError) -> None:
    """Print what was wrong and what to do."""
    _err.print(Text(error.sentence, style="bold red"), soft_wrap=True)
    if isinstance(error, NotFoundError) and error.nearest:
        _err.print(Text(f"Close to it: {'; '.join(error.nearest)}"))
    if isinstance(error, NothingEligibleError):
        _show_removed(error.removed, _err)


@contextmanager
def progress() -> Generator[Callable[[int, int, str], None]]:
    """A bar over the files of a load; nothing where standard error is not a terminal."""
    columns = (TextColumn("Reading stories"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=_err, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None, name="")

        def report(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=Text(name).plain)

        yield report


def show_load(report: LoadReport) -> None:
    """The closing summary of a load, with file and line of everything that could not be read."""
    say(
        f"Library loaded in {report.seconds:.1f} s: {report.new} new, {report.changed} changed, {report.gone} gone, "
        f"{report.renamed} renamed, {report.unchanged} unchanged, {len(report.unreadable)} unreadable."
    )
    show_problems("Could not be read:", report.unreadable)
    show_problems("Worth a look:", report.notices)


def show_address(url: str) -> None:
    """Where `ficus try` is open, and what to try first."""
    _out.print(
        Panel(
            Text.assemble(
                "Ficus is open in a local Discord at\n",
                (url, "bold cyan"),
                "\n\nOpen it in your browser, then type these, picking from what is offered:\n"
                "  /excerpt              a random passage; press Read on, then Next\n"
                "  /search character     start a name: Shikam…, and see it completed\n"
                "  /recommend like       start a title, and read why each is recommended\n"
                "  /library status       as Moderator: choose who you are at the top of the page\n\n"
                "Press Ctrl-C here to stop.",
            ),
            title="ficus try",
            expand=False,
        )
    )


def show_search(page: SearchPage) -> None:
    """Results, or what came close and what the filters removed."""
    found = page.found
    _out.print(Text(f"{len(found.hits)} found.", style="bold"))
    _show_reading(found)
    for hit in found.hits[page.first : page.first + page.size]:
        _show_card(hit.card, *([f"found by {hit.why}"] if hit.why else []))
    if not found.hits:
        _show_removed(found.removed, _out)
        if found.nearest:
            _out.print(Text(f"Close to it: {'; '.join(found.nearest)}"))


def _show_reading(found: Found) -> None:
    """How a query was understood, what could not be taken as it was written, and what may have been meant."""
    if found.reading:
        _out.print(Text(f"Understood: {'; '.join(found.reading)}"), soft_wrap=True)
    for remark in found.remarks:
        _out.print(Text(remark, style="yellow"), soft_wrap=True)
    for way in found.instead:
        _out.print(Text(f"  Or: {way.query}"), soft_wrap=True)
    if found.hits:
        _show_removed(found.left_out, _out)


def show_text_search(page: TextPage) -> None:
    """Stories with the chapter that was found and a piece of it, what was looked for marked."""
    if not page.hits:
        _out.print(Text("No text that can be shown here has these words.", style="bold"))
    elif not page.every:
        _out.print(Text("No chapter has all these words; these have most of them.", style="bold"))
    for hit in page.hits:
        title = f", {hit.chapter_title}" if hit.chapter_title else ""
        _show_card(hit.card, f"chapter {hit.chapter}{title}", after=_marked(hit.plain, hit.marks))
    if page.more:
        _out.print(Text("There are more: ask for them with --limit."))


def _marked(plain: str, marks: Sequence[tuple[int, int]]) -> Text:
    text = Text(plain)
    for start, end in marks:
        text.stylize("bold reverse", start, end)
    return text


def show_excerpt(drawn: Excerpt) -> None:
    """A passage with its card."""
    _out.print(Panel(Text(drawn.plain), title=Text(drawn.card.title.value), expand=False, width=88))
    _show_card(drawn.card)


def show_recommendations(answer: Recommendations) -> None:
    """What to read next, and why; how words for a mood were taken, and which mean nothing."""
    _out.print(Text(answer.basis, style="bold"))
    if answer.mood:
        _out.print(Text(", ".join(answer.mood)))
    if answer.unknown:
        _out.print(Text(f"Not understood: {', '.join(answer.unknown)}"))
    for item in answer.items:
        _show_card(item.card, *item.reasons, *(["new here"] if item.new_here else []))


def show_finding(finding: Finding) -> bool:
    """Print what the doctor found in one line; gives whether it's well."""
    word, style = ("well", "green") if finding.well else ("BAD ", "bold red")
    _out.print(Text.assemble((word, style), f"  {finding.subject}: {finding.words}"), soft_wrap=True)
    return finding.well


def _show_card(card: Card, *remarks: str, after: Text | None = None) -> None:
    facts = [card.rating.value.value, f"{card.words:,} words", *values(card.fandoms)]
    _out.print(Text.assemble((card.title.value, "bold"), f" by {card.byline} (#{card.id})"), soft_wrap=True)
    _out.print(Text(f"  {', '.join(facts)}"), soft_wrap=True)
    if card.source:
        _out.print(Text(f"  {card.source.value}"), soft_wrap=True)
    for remark in remarks:
        _out.print(Text(f"  {remark}", style="dim"), soft_wrap=True)
    if after:
        _out.print(Text.assemble("  ", after), soft_wrap=True)
    _out.print()


def show_problems(heading: str, problems: Sequence[FileProblem]) -> None:
    """What is wrong with files, by file and line, under a heading; nothing when nothing is wrong."""
    if not problems:
        return
    say(heading)
    for problem in problems[:MOST_PROBLEMS]:
        say(f"  {problem.file}{f', line {problem.line}' if problem.line else ''}: {problem.message}")
    if len(problems) > MOST_PROBLEMS:
        say(f"  ... and {len(problems) - MOST_PROBLEMS} more; ficus load --json lists all.")


def _show_removed(removed: Sequence[tuple[str, int]], console: Console) -> None:
    for name, count in removed:
        console.print(Text(f"  {name} left out {count}"))
