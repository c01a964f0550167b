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


def test_excerpt_autocomplete_and_paging() -> None:
    with ficus_try() as (_, address), browser(address) as page:
        reply = page.command("excerpt", story="Clouds")
        expect(reply).to_contain_text("by ")
        page.press("Read on")
        expect(page.messages.last).to_contain_text(re.compile(r"page \d+ of \d+"))


def test_ctrl_c_ends_it_cleanly() -> None:
    with ficus_try() as (process, _):
        pass
    assert process.returncode == 0
