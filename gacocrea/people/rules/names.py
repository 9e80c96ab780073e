"""What a person may be called: any pseudonym, but nothing hidden, no mixed alphabets, and no office.

Look-alikes are folded in the manner of Unicode Technical Standard 39, with a small table for what Spanish,
Portuguese and English readers take for Latin letters.
"""

import unicodedata
from collections.abc import Iterable

from gacocrea.core.errors import Invalid
from gacocrea.core.text import fold

OFFICES = (
    *("Secretaría", "Secretaria técnica", "Technical secretariat", "Grupo núcleo", "Core group"),
    *(
        "Administración",
        "Administrador",
        "Administradora",
        "Administrator",
        "Administrador do sistema",
        "Webmaster",
    ),
    *("Moderación", "Moderador", "Moderadora", "Moderator", "Soporte técnico", "gacocrea", "Foro multiactor"),
)
"""What no person is called, in the languages of the interface."""
LONG = 10
"""A protected word of so many letters is refused wherever it stands in a name, a shorter one alone."""

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN")
_LOOKS = str.maketrans(
    "авсԁеғԍһіјкӏмнорԛгѕтцѵԝхуьαβγδεικνορτυωχζηɑɡɩi1|!03457$@",
    "abcdefghljklmhopqrstuvwxybabydelkvoptuwxznagllllloeastsa",
)


def checked_name(name: str, *, offices: Iterable[str] = ()) -> str:
    """Return a name as it is kept: composed, with single spaces. `offices` are names that the forums bear.

    Raises Invalid ("name_hidden") for control, direction and zero-width characters, ("name_mixed") for letters of
    alphabets that look alike in one name, ("name_office") for what looks like an office or a forum.
    """
    composed = " ".join(unicodedata.normalize("NFC", name).split(" "))
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for letter in composed):
        raise Invalid("name", "name_hidden")
    if len(_alphabets(composed)) > 1:
        raise Invalid("name", "name_mixed")
    if _looks_official(composed, offices):
        raise Invalid("name", "name_office")
    return " ".join(composed.split())


def skeleton(text: str) -> str:
    """Return what a hasty reader sees: Latin letters without accents, spaces and signs; look-alikes made equal."""
    plain = fold(text).translate(_LOOKS).replace("rn", "m").replace("vv", "w")
    return "".join(letter for letter in plain if letter.isalnum())


def _alphabets(name: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in name if letter.isalpha())
    return {found for each in names if (found := each.partition(" ")[0]) in _ALPHABETS}


def _looks_official(name: str, offices: Iterable[str]) -> bool:
    seen = skeleton(name)
    for office in (*OFFICES, *offices):
        held = skeleton(office)
        if held and (seen == held or (len(held) >= LONG and held in seen)):
            return True
    return False
