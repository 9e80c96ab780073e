"""Every template compiles, finds what it names, keeps the content policy and speaks through the catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from gacocrea.web.application import Gacocrea
from tests.house.tree import HOUSE, files, name, parsed

TEMPLATES = files(".html", ".txt", ".xml")
PAGES = files(".html")
# The living style page shows invented content to those who build; nobody else is sent there.
SPOKEN = [path for path in PAGES if path.name != "estilo.html"]
PROSE = re.compile(r"^[A-ZÁÉÍÓÚÑ](?:[a-záéíóúñ]+(?:[\s.,:;!?…]|$)| [a-z])|[áéíóúñÁÉÍÓÚÑ¿¡]")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NOT_WORDS = {
    # Written the same in every language: names, formats, units.
    *["gacocrea", "CSV", "DOCX", "PDF", "JSON", "XLSX", "kB", "ID", "JavaScript"],
}


def template(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=template)
def test_a_template_compiles_and_finds_what_it_names(path: Path, house: Gacocrea) -> None:
    env: Environment = house.jinja_env
    tree = env.parse(path.read_text("utf-8"), template(path), str(path))
    env.compile(tree, template(path), str(path))
    for other in meta.find_referenced_templates(tree):
        if other is not None:
            env.get_template(other)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and call.args:
            endpoint = call.args[0]
            assert not isinstance(endpoint, nodes.Const) or endpoint.value in house.view_functions


def rendered_by_views() -> Iterator[tuple[str, str]]:
    for path in files(".py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_template" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value), f"{name(path)}:{node.lineno}"


def test_a_view_names_only_templates_that_exist(house: Gacocrea) -> None:
    known = set(house.jinja_env.list_templates())
    assert [f"{where}: {page}" for page, where in rendered_by_views() if page not in known] == []


@pytest.mark.parametrize("path", PAGES, ids=template)
def test_a_page_holds_no_inline_script_style_or_handler(path: Path) -> None:
    markup = JINJA.sub("", path.read_text("utf-8"))
    inline = [
        *re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", markup, re.IGNORECASE),
        *re.findall(
            r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", markup, re.IGNORECASE
        ),
    ]
    assert inline == []


@pytest.mark.parametrize("path", SPOKEN, ids=template)
def test_every_word_of_a_page_goes_through_the_catalogues(path: Path) -> None:
    source = path.read_text("utf-8")
    plain = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", source, flags=re.DOTALL)
    plain = re.sub(r"<!--.*?-->", "", JINJA.sub("", plain), flags=re.DOTALL)
    spoken = re.findall(r"\s(?:alt|title|placeholder|aria-label|label)=\"([^\"]*)\"", plain)
    spoken += re.sub(r"<[^<>]*>", "\n", plain).splitlines()
    words = {word for text in spoken for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", "", text))}
    assert words - NOT_WORDS == set()


@pytest.mark.parametrize("path", SPOKEN, ids=template)
def test_a_page_hands_its_components_only_translated_words(path: Path, house: Gacocrea) -> None:
    tree = house.jinja_env.parse(path.read_text("utf-8"))
    translated = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in {"_", "gettext", "ngettext"}
        for argument in call.args
    }
    bare = [
        f"line {const.lineno}: {const.value}"
        for const in tree.find_all(nodes.Const)
        if isinstance(const.value, str) and PROSE.search(const.value) and id(const) not in translated
    ]
    assert [words for words in bare if words.split(": ", 1)[1] not in NOT_WORDS] == []
