"""Spanish is the source of every string; English and Portuguese are complete and say the same."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2.ext import extract_from_ast

from gacocrea.web.application import Gacocrea
from tests.house.tree import ROOT, files, name

LANGUAGES = ("en", "pt")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
Key = tuple[str, str | None]


def key(message: Message) -> Key:
    """Return what gettext looks a message up by: its (singular) source text and its context."""
    source = message.id if isinstance(message.id, str) else message.id[0]
    return source, message.context


def messages(catalogue: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalogue if message.id}


def forms(text: object) -> list[str]:
    """Return the singular and plural forms of a source or of a translation."""
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, Message]:
    """What the code says today."""
    pot = tmp_path_factory.mktemp("strings") / "messages.pot"
    subprocess.run([ROOT / "tools" / "catalogues", "extract", pot], check=True, capture_output=True)
    return messages(read_catalogue(pot))


@pytest.fixture(params=LANGUAGES)
def translated(request: pytest.FixtureRequest) -> dict[Key, Message]:
    return messages(read_catalogue(ROOT / "translations" / request.param / "LC_MESSAGES" / "messages.po"))


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def test_a_page_asks_for_strings_as_they_were_gathered(spoken: dict[Key, Message], house: Gacocrea) -> None:
    gathered = {source for source, _context in spoken}
    asked = {
        (name(path), str(message[0] if isinstance(message, tuple) else message))
        for path in files(".html")
        for _line, function, message in extract_from_ast(house.jinja_env.parse(path.read_text("utf-8")))
        if function in {"_", "gettext", "ngettext"} and message
    }
    assert [(page, source) for page, source in sorted(asked) if source not in gathered] == []


def test_a_catalogue_holds_exactly_what_the_code_says(
    spoken: dict[Key, Message], translated: dict[Key, Message]
) -> None:
    new, gone = (
        sorted(map(str, spoken.keys() - translated.keys())),
        sorted(map(str, translated.keys() - spoken.keys())),
    )
    assert (new, gone) == ([], []), "run: make translations"


def test_nothing_is_left_untranslated_or_guessed(translated: dict[Key, Message]) -> None:
    lacking = [
        source for source, message in translated.items() if message.fuzzy or not all(forms(message.string))
    ]
    assert lacking == []


def test_a_translation_has_the_placeholders_of_its_source(translated: dict[Key, Message]) -> None:
    assert [wrong for message in translated.values() for wrong in misplaced(message)] == []


def misplaced(message: Message) -> Iterator[str]:
    """Yield each translated form whose placeholders are those of no form of the source."""
    allowed = [sorted(PLACEHOLDER.findall(form)) for form in forms(message.id)]
    for form in forms(message.string):
        if form and sorted(PLACEHOLDER.findall(form)) not in allowed:
            yield f"{message.id!r}: {form!r}"
