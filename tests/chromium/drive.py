"""Chromium for tests: one for each test process, started at its first use; a tab of its own for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

PATIENCE = 60_000.0  # milliseconds, for a machine that does many things at once
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """Start the Chromium of the machine, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, chromium_sandbox=False)
        yield browser
        browser.close()


class Screen:
    """One tab, in short words. It knows what the console complained of since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.line = page.context.new_cdp_session(page)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        found: dict[str, Any] = self.line.send(method, params)
        return found

    def show(self, address: str, *, width: int = 1280) -> None:
        """Open a page and wait until it is loaded."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(address)

    def press(self, selector: str) -> None:
        """Click what leads to another page, and wait until that is loaded."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def until(self, condition: str) -> None:
        """Wait until a line of JavaScript is true."""
        self.page.wait_for_function(f"() => ({condition}) === true")

    def run(self, script: str) -> Any:
        """Return the value of a line of JavaScript."""
        return self.page.evaluate(script)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
