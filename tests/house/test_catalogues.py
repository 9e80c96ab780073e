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
from tests.house.usted import Key, addresses, familiar, forms, key, lacking

LANGUAGES = ("en", "pt")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


def messages(catalogue: Catalog) -> dict[Key, Message]:
    return {key(message): message for message in catalogue if message.id}


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


def test_every_string_that_says_usted_is_said_with_tu_too(spoken: dict[Key, Message]) -> None:
    assert [str(one.id) for one in lacking(spoken, familiar())] == [], "say them: tools/catalogues tu FILE.json"


def test_what_is_said_with_tu_keeps_its_placeholders_and_no_usted(spoken: dict[Key, Message]) -> None:
    held = familiar()
    other = [at for at, one in held.items() if at in spoken and forms(one.string) != forms(one.id)]
    assert [wrong for message in held.values() for wrong in misplaced(message)] == []
    assert [at for at in other if any("usted" in form.lower().split() for form in forms(held[at].string))] == []


@pytest.mark.parametrize(
    "text",
    ["Escriba su propuesta", "Revise el año.", "Puede elegir {n} más.", "Le escribimos", "Si no está de acuerdo, siga"],
)
def test_the_formal_address_is_noticed(text: str) -> None:
    assert addresses(text)


@pytest.mark.parametrize("text", ["Nadie puede ver una boleta", "%(su)s propuestas", "Temas", "Volver atrás"])
def test_what_speaks_to_nobody_is_not_asked_about(text: str) -> None:
    assert not addresses(text)
