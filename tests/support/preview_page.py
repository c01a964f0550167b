"""`ficus try` in a real browser, driven as a person would: type a command, pick what is offered, press buttons."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/#[\w-]+")
START_SECONDS = 120


@contextmanager
def ficus_try(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `ficus try` and its page's address; interrupted as by Ctrl-C afterwards."""
    # A script that runs in the background is deaf to Ctrl-C, and so would be what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "try", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"},
    )
    signal.signal(signal.SIGINT, before)
    try:
        yield process, _address(process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _address(process: subprocess.Popen[str]) -> str:
    printed = ""
    assert process.stdout is not None
    for line in process.stdout:
        printed += line
        if found := ADDRESS.search(line):
            return found[0]
    raise AssertionError(f"ficus try printed no address:\n{printed}")


class Browser:
    """The page of `ficus try` as a member of the server sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def view_as(self, name: str) -> None:
        """Choose who to be."""
        self.page.select_option("#viewer-picker", label=name)
        self.page.wait_for_timeout(500)

    def command(self, name: str, **options: str) -> Locator:
        """Type a command, its options picked from autocomplete by their first letters; the reply."""
        before = self.messages.count()
        self.page.click("#channel-composer-input")
        self.page.keyboard.type(f"/{name}", delay=20)
        self.page.locator(".command-entry", has_text=f"/{name}").first.click()
        for option, typed in options.items():
            self._choose(option)
            self.page.keyboard.type(typed, delay=60)
            self.page.locator(".command-suggestion", has_text=re.compile(re.escape(typed), re.IGNORECASE)).first.click()
        self.page.click("#send-message")
        self.page.wait_for_function(
            "count => document.querySelectorAll('.channel-message').length > count", arg=before, timeout=30_000
        )
        return self.messages.last

    def open_form(self, name: str) -> None:
        """Type a command that answers with a form."""
        self.page.click("#channel-composer-input")
        self.page.keyboard.type(f"/{name}", delay=20)
        self.page.locator(".command-entry", has_text=f"/{name}").first.click()
        self.page.click("#send-message")
        self.page.wait_for_selector(".modal-field", timeout=30_000)

    def fill(self, field: str, text: str) -> None:
        """Type into a field of the open form, by its custom id."""
        self.page.locator(f".modal-field[data-custom-id='{field}'] .modal-input").fill(text)

    def pick(self, field: str, option: str) -> None:
        """Pick an option of a select of the open form."""
        self.page.wait_for_selector(f".modal-field[data-custom-id='{field}']", timeout=30_000)
        self.page.locator(f".modal-field[data-custom-id='{field}'] button").first.click()
        self.page.get_by_role("option", name=option).first.click()

    def submit(self) -> None:
        """Send the open form; what it leads to is there afterwards."""
        self.page.get_by_role("button", name="Submit", exact=True).last.click()
        self.page.wait_for_selector(".modal-field", state="detached", timeout=30_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the bot has answered."""
        self.page.wait_for_timeout(2_500)

    def _choose(self, option: str) -> None:
        """Required options stand there from the start; others are offered."""
        there = self.page.locator(f".command-option-input[data-option='{option}']")
        offered = self.page.locator(f".command-suggestion[data-value='{option}']")
        there.or_(offered).first.click()

    def press(self, label: str) -> None:
        """Press a button of the newest message that has it."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    @property
    def messages(self) -> Locator:
        """All messages in the channel, oldest first."""
        return self.page.locator(".channel-message")


@contextmanager
def browser(address: str, *, width: int = 1180, height: int = 900) -> Iterator[Browser]:
    """Chromium with the page at `address` open."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
        page.goto(address)
        page.wait_for_selector("#channel-composer-input")
        yield Browser(page)
        chromium.close()


def save(message: Locator, path: Path) -> None:
    """A screenshot of one message, settled and in full view."""
    message.scroll_into_view_if_needed()
    message.page.wait_for_timeout(400)
    message.screenshot(path=path)
