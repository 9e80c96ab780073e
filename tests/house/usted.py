"""Which Spanish strings address people as usted, and the catalogue that says them to whoever a forum calls tú.

    python -m tests.house.usted             print, as JSON, what the catalogue still lacks
    python -m tests.house.usted FILE.json   take what FILE says (Spanish source -> tú text, or [singular, plural])

An entry that repeats its source says that somebody looked: it reads the same in both. `tools/catalogues update` drops
what the code says no more.
"""

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from tests.house.tree import ROOT

TU = ROOT / "translations" / "es" / "LC_MESSAGES" / "tu.po"
_WORDS = """
    usted su sus suyo suya suyos suyas le consigo
    abra acérquese agregue ajuste anote aprenda asegúrese avise borre busque cambie cierre cite compare complete
    compruebe compruébelo confirme copie corrija cree cuente cuéntelo cuéntenos cópielo deje descargue descomprímalo
    descárguela diga digite dígalo ejecute elija empiece encargue entre envíelo escanee escriba escríbalo espere
    explique fije
    fírmelo guarde guárdelo haga imprima imprímalos ingrese instale intente inténtelo lea léalas léalo marque mire
    muestre muéstrelo márquelo oprima pegue pida pruebe prepare pregunte proponga publique pídale ponga quite quítela
    reclame recuente recupere registre responda revise revísela revíselo salga siga suba súmele termine use vaya vea
    vuelva ábrala
"""
USTED = frozenset(_WORDS.split())
_PERSON = (
    "puede|tiene|quiere|debe|podrá|tendrá|verá|sabe|recibe|recibirá|necesita|prefiere|eligió|olvidó|perdió|está|ha"
)
_SPOKEN = re.compile(
    rf"(?:^|[.:;?!¿¡(«]\s*)(?:{_PERSON})\b|\b(?:si|cuando|mientras) (?:ya |no |se |lo |la )*(?:{_PERSON})\b"
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
Key = tuple[str, str | None]


def addresses(text: str) -> bool:
    """Say whether a text may speak to its reader as usted: its pronouns and imperatives, and "puede", "si tiene"…"""
    bare = _PLACEHOLDER.sub(" ", text).lower()
    return not USTED.isdisjoint(re.findall(r"[^\W\d_]+", bare)) or _SPOKEN.search(bare) is not None


def forms(text: object) -> list[str]:
    """Return the singular and plural forms of a source or of a translation."""
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


def key(message: Message) -> Key:
    """Return what gettext looks a message up by: its (singular) source text and its context."""
    return forms(message.id)[0], message.context


def catalogue(path: Path) -> dict[Key, Message]:
    with path.open("rb") as file:
        return {key(message): message for message in read_po(file, locale="es") if message.id}


def familiar() -> dict[Key, Message]:
    """Return what the catalogue of tú holds."""
    return catalogue(TU) if TU.exists() else {}


def lacking(spoken: dict[Key, Message], held: dict[Key, Message]) -> list[Message]:
    """Return the strings that may say usted and of which nobody said how they sound with tú."""
    return [one for at, one in spoken.items() if at not in held and any(map(addresses, forms(one.id)))]


def write(spoken: dict[Key, Message], said: dict[str, Any]) -> None:
    """Write the catalogue anew: what it held of today's strings, and over it what is `said`."""
    held, new = familiar(), Catalog(locale="es", fuzzy=False, header_comment=HEADER, creation_date=BEGAN)
    for at, message in sorted(spoken.items(), key=lambda pair: (pair[0][0], pair[0][1] or "")):
        text = said.get(at[0], held[at].string if at in held else None)
        if text is not None:
            new.add(message.id, text, context=message.context)
    TU.parent.mkdir(parents=True, exist_ok=True)
    with TU.open("wb") as file:
        write_po(file, new, width=110, omit_header=False, ignore_obsolete=True)


BEGAN = datetime(2026, 11, 21, tzinfo=UTC)
HEADER = """# Strings that sound otherwise to whoever a forum calls tú. An entry that repeats its source was looked at:
# it is the same in both. Kept by tools/catalogues; see tests/house/usted.py."""


def gathered() -> dict[Key, Message]:
    """Return what the code says today."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        subprocess.run([ROOT / "tools" / "catalogues", "extract", pot], check=True, capture_output=True)
        return catalogue(pot)


def main(files: list[str]) -> None:
    spoken = gathered()
    said: dict[str, Any] = {}
    for name in files:
        said |= json.loads(Path(name).read_text("utf-8"))
    write(spoken, said)
    left = [one.id if isinstance(one.id, str) else list(one.id) for one in lacking(spoken, familiar())]
    print(json.dumps(left, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
