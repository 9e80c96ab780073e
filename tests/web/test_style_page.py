"""The living style page shows every part of the system, in every theme, and nobody but who builds sees it."""

import re
from dataclasses import replace

import pytest

from gacocrea.app import create_app
from gacocrea.home.views.style import THEMES
from tests.browser import Browser
from tests.house.tree import HOUSE
from tests.support import make_settings

COMPONENTS = sorted((HOUSE / "web" / "components").glob("*.html"))
PAGE = (HOUSE / "web" / "pages" / "estilo.html").read_text("utf-8")


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_macro_of_every_component_is_shown(path) -> None:
    frame = (HOUSE / "web" / "pages" / "base.html").read_text("utf-8")
    macros = re.findall(r"{%-? macro ([a-z]\w*)\(", path.read_text("utf-8"))
    missing = [name for name in macros if not re.search(rf"\b{name}\(", PAGE + frame)]
    assert macros
    assert missing == []


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_shown_in_every_theme(app, theme) -> None:
    page = Browser(app).get(f"/estilo?tema={theme}&pilares=6&propios=1")
    scheme, contrast = THEMES[theme]
    assert page.soup.select(f"html[data-theme={scheme}]")
    assert len(page.soup.select(".pillars li")) == 6
    (sheet,) = page.soup.select('link[href*="contrast.css"]')
    assert sheet.has_attr("media") == (contrast == "auto")


def test_no_production_serves_it(tmp_path) -> None:
    settings = replace(make_settings(tmp_path), is_production=True)
    assert "/estilo" not in {rule.rule for rule in create_app(settings).url_map.iter_rules()}
