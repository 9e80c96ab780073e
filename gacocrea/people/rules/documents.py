"""Document numbers: the one form of each, and whether it can be one at all. Nothing is asked of anybody outside."""

import re
import unicodedata
from collections.abc import Callable

from stdnum.ar import dni
from stdnum.ec import ci
from stdnum.exceptions import ValidationError
from stdnum.mx import curp

from gacocrea.core.errors import Invalid
from gacocrea.people.models.documents import DocumentKind

NUMBER_MAX = 40
SEPARATORS = frozenset(" .-_/'")


def document_number(kind: DocumentKind, typed: str) -> str:
    """Return a number in the one form in which it is hashed, however people or spreadsheets wrote it.

    Spaces, dots, dashes, small letters, wide and other scripts' digits do not matter, nor do zeros that a
    spreadsheet dropped or added in front. Raises Invalid("number", "document_form") for what cannot be one.
    """
    try:
        return CHECKS[kind](bare(typed))
    except ValidationError as error:
        raise Invalid("number", "document_form") from error


def bare(typed: str) -> str:
    """Return the letters and digits of what was typed: digits in ASCII, letters as capitals, nothing between."""
    if len(typed) > NUMBER_MAX:
        raise Invalid("number", "document_form")
    if typed.isascii() and typed.isalnum():
        return typed.upper()
    folded = unicodedata.normalize("NFKC", typed)
    return "".join(_plain(letter) for letter in folded if not _separates(letter)).upper()


def documents_of(time_zone: str) -> list[DocumentKind]:
    """Return the documents that a forum of this time zone most likely accepts; its secretariat may change them."""
    if time_zone.startswith(("America/Argentina/", "America/Buenos_Aires")):
        return [DocumentKind.AR_DNI]
    return [kind for kind, zones in ZONES.items() if time_zone in zones]


def _plain(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _separates(letter: str) -> bool:
    return letter in SEPARATORS or letter.isspace() or unicodedata.category(letter) in {"Pd", "Cf"}


def _ecuador(number: str) -> str:
    """Ten digits with a check digit (stdnum.ec.ci); a spreadsheet drops the zero of the first nine provinces."""
    return ci.validate(number.zfill(10) if len(number) == 9 else number)


def _argentina(number: str) -> str:
    """Seven or eight digits (stdnum.ar.dni)."""
    return dni.validate(number.lstrip("0"))


def _colombia(number: str) -> str:
    """Three to eight digits, or ten that begin with 1. There is no check digit.

    A rule of our own: cédulas de ciudadanía were numbered from series given to municipalities, men up to
    19 999 999 and from 70 000 000, women from 20 000 000 to 69 999 999; those series ended, and since the NUIP
    everybody gets ten digits from 1 000 000 000 on (Registraduría Nacional del Estado Civil; Decreto 1260 of 1970,
    resolution 3571 of 2003). Nobody has nine digits, which catches most mistypings.
    """
    plain = number.lstrip("0")
    if not re.fullmatch(r"[1-9][0-9]{2,7}|1[0-9]{9}", plain, re.ASCII):
        raise ValidationError
    return plain


CHECKS: dict[DocumentKind, Callable[[str], str]] = {
    DocumentKind.EC_CI: _ecuador,
    DocumentKind.MX_CURP: curp.validate,
    DocumentKind.AR_DNI: _argentina,
    DocumentKind.CO_CC: _colombia,
}
ZONES = {
    DocumentKind.EC_CI: {"America/Guayaquil", "Pacific/Galapagos"},
    DocumentKind.CO_CC: {"America/Bogota"},
    DocumentKind.MX_CURP: {
        f"America/{city}"
        for city in (
            *("Mexico_City", "Monterrey", "Merida", "Cancun", "Chihuahua", "Ciudad_Juarez", "Ojinaga"),
            *("Mazatlan", "Hermosillo", "Bahia_Banderas", "Tijuana", "Matamoros"),
        )
    },
}
