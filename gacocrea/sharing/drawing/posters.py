"""Posters with a code that leads to a short address: one page of A4 or A3, set by Typst from data alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import segno
from babel import Locale

from gacocrea.core.files.typeset import set_page
from gacocrea.sharing.drawing.pictures import printable

Size = Literal["a4", "a3"]
SIZES: tuple[Size, ...] = ("a4", "a3")
_TEMPLATE = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True)
class Poster:
    """Everything that stands on a poster, in its language; `colours` and `tiles` are hexadecimal."""

    forum: str
    what: str
    title: str
    about: str
    until: str
    invitation: str
    address: str
    colours: dict[str, str]
    glyph: str
    tiles: list[dict[str, str]]
    lines: list[tuple[str, str]]
    """What is said of place and time; of what is not known yet there is a line to write on."""
    example: str = ""


def matrix_of(code: str) -> list[str]:
    """Return the dots of a QR code, row by row, without its quiet zone. Level Q survives a quarter of dirt."""
    made = segno.make(code, error="q", micro=False, boost_error=False)
    return ["".join("#" if dark else "." for dark in row) for row in made.matrix]


def to_poster(poster: Poster, code: str, *, size: Size, language: str, when: datetime) -> bytes:
    """Return the poster as a tagged PDF, with `code` as its QR code. Raises TypesettingError."""
    locale = Locale.parse(language, sep="-")
    said = {name: printable(value) for name, value in asdict(poster).items() if name != "colours"}
    said["address"] = poster.address.replace(".", ".\u200b").replace("/", "/\u200b")  # where it may be broken
    frame: dict[str, Any] = {
        "size": size,
        "lang": locale.language,
        "region": locale.territory,
        "code": matrix_of(code),
        "colours": {},
    }
    return set_page(_TEMPLATE, said | poster.colours | frame, when=int(when.timestamp()))
