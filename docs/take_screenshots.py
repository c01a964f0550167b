"""Take the README's screenshots from `ficus try`: `python docs/take_screenshots.py [--into docs/images]`."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.preview_page import browser, ficus_try, save


def main() -> None:
    """Drive the page through the main job, saving a picture at each station."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "images")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    with ficus_try() as (_, address), browser(address) as page:
        page.command("search", character="Shikamaru")
        save(page, folder / "search.png")
        page.command("excerpt")
        save(page, folder / "excerpt.png")
        page.press("Read on")
        save(page, folder / "reader.png")
        page.command("recommend")
        save(page, folder / "recommend.png")
    for picture in sorted(folder.glob("*.png")):
        print(picture.name)


if __name__ == "__main__":
    main()
