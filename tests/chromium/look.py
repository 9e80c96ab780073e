"""One look at a page: axe with its rules for WCAG 2.0 to 2.2, A and AA, and good practice; contrast; cut text; width.

`python -m tests.chromium.look FILE` looks at the pages that a run of the tests kept (tests/seen.py).
"""

import json
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from gacocrea.web.edges.assets import _content
from tests.chromium.drive import chromium
from tests.needs import program_path

LOOK = Path(__file__).with_suffix(".js").read_text("utf-8")
RULES = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
"""What axe leaves out unless it is asked: targets of 24 px (WCAG 2.5.8), names that hold their words (2.5.3)."""
SIZES = ((1280, 800), (360, 740))
THEMES = ("light", "dark")
CONTRASTS = ("auto", "more")
READINGS = tuple(product(SIZES, THEMES, CONTRASTS))
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
"""What WCAG 1.4.12 lets a person set."""


def teach(page: Page) -> None:
    """Give the window of `page` axe and our own eyes."""
    page.evaluate(f"() => {{ {AXE_SCRIPT}\n; {LOOK} }}")


def findings(page: Page) -> list[str]:
    """Return what is wrong with what `page` shows, one sentence each."""
    said: list[str] = page.evaluate("(rules) => look.axeSays(rules)", RULES)
    said += page.evaluate("() => [...look.sideways(), ...look.cutText()]")
    return said


def narrow(page: Page) -> list[str]:
    """Return what is wrong at 320 px (400 % of 1280), and there with the widest spacing of text."""
    page.set_viewport_size({"width": 320, "height": 640})
    said: list[str] = page.evaluate("() => look.sideways()")
    spaced = page.add_style_tag(content=SPACED)
    wide = page.evaluate("() => [...look.sideways(), ...look.cutText()]")
    spaced.evaluate("(one) => one.remove()")
    return [f"at 320 px {line}" for line in said] + [f"with spaced text {line}" for line in wide]


def alone(body: str, *, theme: str, contrast: str) -> str:
    """Return a page that needs nothing beside itself: its style sheets are in it, and light and contrast chosen."""
    body = re.sub(r'<html( lang="[^"]*")[^>]*>', rf'<html\1 data-theme="{theme}">', body)
    body = re.sub(r"<script[^>]*></script>", "", body)
    return re.sub(
        r'<link rel="stylesheet" href="[^"]*/([\w-]+\.css)"([^>]*)>', lambda m: _style(m, contrast), body
    )


def _style(link: re.Match[str], contrast: str) -> str:
    if link[1] == "contrast.css" and contrast != "more":
        return ""
    return f"<style>{_content(link[1]).decode()}</style>"


def look_over(pages: dict[str, tuple[int, str]]) -> Iterator[str]:
    """Look at pages as text, each in the reading of its number, and yield what is wrong."""
    with chromium(program_path()) as browser:
        page = browser.new_context(java_script_enabled=True).new_page()
        page.route("**/*", lambda route: route.abort())
        teach(page)
        for key, (number, body) in pages.items():
            (width, height), theme, contrast = READINGS[number % len(READINGS)]
            page.set_viewport_size({"width": width, "height": height})
            page.set_content(alone(body, theme=theme, contrast=contrast), wait_until="domcontentloaded")
            for line in dict.fromkeys(findings(page) + narrow(page)):
                yield f"{key} ({width} px, {theme}, {contrast} contrast): {line}"


if __name__ == "__main__":
    for sentence in look_over(json.loads(Path(sys.argv[1]).read_text("utf-8"))):
        print(" ".join(sentence.split()))
