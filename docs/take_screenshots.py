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
    with ficus_try() as (_, address), browser(address, height=1300) as page:
        save(page.command("search", character="Shikamaru"), folder / "search.png")
        save(page.command("excerpt", story="Nine Paces"), folder / "excerpt.png")
        page.press("Story card")
        page.press("Read")
        save(page.messages.last, folder / "reader.png")
        save(page.command("recommend", like="Nine Paces"), folder / "recommend.png")
    for picture in sorted(folder.glob("*.png")):
        print(picture.name)


if __name__ == "__main__":
    main()
