"""The press: each piece is set in a process of its own, and another binds them, so that a server keeps none of it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gacocrea.plan.pdf.pieces import Part, headings_of, tables_in
from gacocrea.web.charts import canvas

_HERE = Path(__file__).parent
_SECONDS = 120
_HANDS = 2  # pieces set at the same time
_CONTENTS = 2  # levels of headings that the contents name

Told = Callable[[int, int], None]
"""Hears how many steps are done, of how many."""
Pieces = list[list[Part]]


class TypesettingError(RuntimeError):
    """The PDF could not be set; the message is the typesetter's own, for the log."""


def unheard(_done: int, _steps: int) -> None:
    """Hear of the steps and say nothing."""


def printed(frame: dict[str, Any], pieces: Pieces, *, when: int, told: Told = unheard) -> bytes:
    """Return the PDF of a plan dated `when` (seconds since 1970), in one go or bound from its pieces."""
    if len(pieces) == 1:
        told(0, 1)
        return _set({**frame, **_ALONE, "parts": pieces[0]}, when)
    with TemporaryDirectory(prefix="gacocrea-") as folder:
        return _Press(frame, pieces, when, told, Path(folder)).bound()


def posted(data: dict[str, Any], *, when: int) -> bytes:
    """Return the PDF of a page for the wall."""
    return _set({**data, **_ALONE, "wall": True}, when)


def pictured(frame: dict[str, Any], parts: list[Part], *, when: int) -> bytes:
    """Return a zip with the picture and the words of each page of a plan: 1.png, 1.txt…"""
    return _run("looker.py", {**frame, **_ALONE, "parts": parts}, str(when))


def on_sheet(svg: str) -> str:
    """Return a drawing of a page with its letters in the type that every document has."""
    return svg.replace(canvas.FONTS, "Libertinus Serif")


def painted(svgs: Sequence[str]) -> list[bytes]:
    """Return drawings as PNG, 165 mm wide at 200 dots in an inch; all of them in one process of its own."""
    if not svgs:
        return []
    found = json.loads(_run("painter.py", {"svgs": [on_sheet(svg) for svg in svgs]}))
    return [base64.b64decode(picture) for picture in found]


_ALONE = {"first": True, "last": True, "tables": 0, "beyond": [], "pages": 0}


class _Press:
    """One long plan: the pieces after the first are set, then counted, then the first, whose contents name them."""

    def __init__(self, frame: dict[str, Any], pieces: Pieces, when: int, told: Told, folder: Path) -> None:
        self.frame, self.pieces, self.when, self.told = frame, pieces, when, told
        self.paths = [folder / f"{number}.pdf" for number in range(len(pieces))]
        self.tables = [0, *accumulate(map(tables_in, pieces))]
        self.headings = [heading for piece in pieces for heading in headings_of(piece)]
        self.first = len(headings_of(pieces[0]))
        self.done = 0

    def bound(self) -> bytes:
        with ThreadPoolExecutor(_HANDS) as hands:
            for _set_now in hands.map(self.piece, range(1, len(self.pieces))):
                self.step()
        counted = json.loads(_run("binder.py", {"count": list(map(str, self.paths[1:]))}))
        headings, first = self.headings, self.first
        named = [
            place for place, (level, _words) in enumerate(headings) if place >= first and level <= _CONTENTS
        ]
        beyond = [
            {"level": headings[place][0], "text": headings[place][1], "page": counted["marks"][place - first]}
            for place in named
        ]
        self.piece(0, beyond=beyond, pages=counted["pages"])
        self.step()
        whole = self.paths[0].with_name("whole.pdf")
        order = {
            "pieces": list(map(str, self.paths)),
            "pages": counted["pages"],
            "levels": [level for level, _words in headings],
            "beyond": named,
            "to": str(whole),
        }
        _run("binder.py", order)
        self.step()
        return whole.read_bytes()

    def piece(self, number: int, **more: Any) -> None:
        place = {"first": number == 0, "last": number == len(self.pieces) - 1, "tables": self.tables[number]}
        data = {**self.frame, **_ALONE, **place, **more, "parts": self.pieces[number]}
        self.pieces[number] = []  # said once, and then memory again
        self.paths[number].write_bytes(_set(data, self.when))

    def step(self) -> None:
        self.done += 1
        self.told(self.done, len(self.pieces) + 1)


def _set(data: dict[str, Any], when: int) -> bytes:
    return _run("typesetter.py", data, str(when))


def _run(program: str, data: dict[str, Any], *more: str) -> bytes:
    """Run one of the programs beside this file: JSON in, what it writes out."""
    command = [sys.executable, "-I", str(_HERE / program), *more]
    text = json.dumps(data, ensure_ascii=False).encode()
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=_SECONDS, check=True)
    except subprocess.CalledProcessError as error:
        raise TypesettingError(error.stderr.decode(errors="replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(f"not ready after {_SECONDS} s") from error
    return done.stdout
