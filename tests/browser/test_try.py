"""The main job in a real browser: `ficus try`, /excerpt with autocomplete, Read on, Next."""

import re

import pytest

pytest.importorskip("playwright", reason="the browser tests need playwright: pip install -e '.[browser]'")
from playwright.sync_api import expect

from tests.support.preview_page import CHROMIUM, browser, ficus_try

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="the browser tests need Chromium on the PATH"),
]

PAGE = re.compile(r"[Pp]age (\d+) of (\d+)")


def test_excerpt_autocomplete_and_paging() -> None:
    with ficus_try() as (_, address), browser(address) as page:
        reply = page.command("excerpt", story="Nine Paces")
        expect(reply).to_contain_text("Nine Paces North")
        page.press("Read on")
        expect(page.messages.last).to_contain_text(PAGE)
        number, total = map(int, PAGE.search(page.messages.last.inner_text()).groups())
        assert total > 2, "the test needs a story of several pages"
        page.press("Previous" if number == total else "Next")
        beside = number - 1 if number == total else number + 1
        expect(page.messages.last).to_contain_text(f"{beside} of {total}")


def test_reading_from_the_first_page_to_the_second() -> None:
    with ficus_try() as (_, address), browser(address) as page:
        expect(page.command("story show", title="Nine Paces")).to_contain_text("Nine Paces North")
        page.press("Read")
        expect(page.messages.last).to_contain_text(re.compile(r"[Pp]age 1 of \d+"))
        page.press("Next")
        expect(page.messages.last).to_contain_text(re.compile(r"[Pp]age 2 of \d+"))


def test_ctrl_c_ends_it_cleanly() -> None:
    with ficus_try() as (process, _):
        pass
    assert process.returncode == 0
