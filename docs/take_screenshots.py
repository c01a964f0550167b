"""Take the README's screenshots from `ficus try`: `python docs/take_screenshots.py [--into docs/images]`."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.preview_page import Browser, browser, ficus_try, save

STORY = """\
Title: The Grey Weir
Author: Mirela Voss
Fandom: Naruto
Characters: Shikamaru Nara, Temari
Rating: Teen
Summary: Two people, one river, and a gate that will not open.

The weir had been grey for as long as anybody could remember, and nobody had asked it to be otherwise. Shikamaru sat \
on the wall above it and counted the planks.

"You are late," said Temari, who was early.
"""
"""What a moderator pastes, and a reader proposes."""


def main() -> None:
    """Drive the page through the main job, saving a picture at each station."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "images")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    with ficus_try() as (_, address), browser(address, height=1300) as page:
        save(page.command("search", character="Shikamaru"), folder / "search.png")
        save(page.command("excerpt", story="Nine Paces"), folder / "excerpt.png")
        page.press("Story card")
        page.press("Read")
        save(page.messages.last, folder / "reader.png")
        save(page.command("recommend", like="Nine Paces"), folder / "recommend.png")
        _take_preview_and_review(page, folder)
    for picture in sorted(folder.glob("*.png")):
        print(picture.name)


def _take_preview_and_review(page: Browser, folder: Path) -> None:
    """A reader proposes a story, and a moderator looks at it."""
    page.open_form("propose")
    page.fill("pasted", STORY)
    page.submit()
    save(page.messages.last, folder / "preview.png")
    page.press("Rating and permission")
    page.pick("consent", "my own work")
    page.submit()
    page.press("Send for review")
    page.settle()
    page.view_as("Moderator")
    page.command("review list")
    page.press("Open")
    page.settle()
    save(page.messages.last, folder / "review.png")


if __name__ == "__main__":
    main()
