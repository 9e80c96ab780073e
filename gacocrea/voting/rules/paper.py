"""Ballots on paper: serials that nobody guesses and that give a slip of the finger away, and two entries compared."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gacocrea.core.errors import Invalid
from gacocrea.core.text import parse_reference
from gacocrea.voting.models import SheetKind
from gacocrea.voting.rules.counting import check_choices
from gacocrea.voting.rules.seals import digest

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs that nobody mistakes for each other: no 0 and O, no 1, I and L. A prime number of them, see below."""
SIGNS = 8
_BLANK, _SPOILED = {"0", "B", "BLANCO", "BLANCA"}, {"X", "NULA", "NULO"}
_MISSING = "FALTA"


def serial_of(number: int) -> str:
    """Return the serial of a random number: seven signs and one to check them, as "K7QM2XPA".

    The check sign makes the sum of (place × value) a multiple of 31. Since 31 is prime and no place is a multiple
    of it, one wrong sign or two signs changed about always show: ISBN-10 does the same with 11.
    """
    values = []
    for _place in range(SIGNS - 1):
        number, value = divmod(number, len(ALPHABET))
        values.append(value)
    total = sum(place * value for place, value in enumerate(values, start=1))
    last = -total * pow(SIGNS, -1, len(ALPHABET)) % len(ALPHABET)
    return "".join(ALPHABET[value] for value in (*values, last))


def read_serial(typed: str) -> str:
    """Return a serial as it is stored, however its letters and hyphens were typed. Raises Invalid ("bad_serial")."""
    signs = re.sub(r"[\s-]", "", typed[:40]).upper()
    if len(signs) != SIGNS or not set(signs) <= set(ALPHABET):
        raise Invalid("serial", "bad_serial")
    if sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1)) % len(ALPHABET):
        raise Invalid("serial", "bad_serial")
    return signs


def shown_serial(serial: str) -> str:
    """Return a serial as it is printed, in two halves."""
    return f"{serial[:4]}-{serial[4:]}"


def order_on_sheet(codes: Iterable[str], manifest_hash: str, serial: str) -> list[str]:
    """Return the options in the order of one sheet: another on each, so that no theme is always on top.

    By SHA-256(manifest hash ‖ serial ‖ code): printing again gives the same sheet, and everybody can check it.
    """
    return sorted(codes, key=lambda code: hashlib.sha256(f"{manifest_hash}{serial}{code}".encode()).digest())


@dataclass(frozen=True)
class Reading:
    """What somebody read on a sheet: its choices in order, or that it is spoiled, or that it is not in the batch."""

    kind: SheetKind
    choices: tuple[str, ...] = ()


ABSENT = Reading(SheetKind.ABSENT)


def read_marks(typed: str, codes: Collection[str], most: int) -> Reading:
    """Read what was typed of a sheet: numbers of themes, "0" for a blank one, "x" for a spoiled one.

    Raises Invalid on "marks": "marks_missing", "unknown_mark" for a theme that is not on the ballot, and
    "too_many_marks", because a sheet with more marks than `most` is a spoiled one and is typed as such.
    """
    words = [word for word in re.split(r"[\s,;.]+", typed.upper()) if word]
    if not words:
        raise Invalid("marks", "marks_missing")
    if len(words) == 1 and words[0] in _BLANK | _SPOILED:
        return Reading(SheetKind.VALID if words[0] in _BLANK else SheetKind.SPOILED)
    if len(words) > len(codes):  # nor is a page of words read word by word
        raise Invalid("marks", "too_many_marks", most=most)
    found = [_code(word, codes) for word in words]
    if len(set(found)) > most:
        raise Invalid("marks", "too_many_marks", most=most)
    return Reading(SheetKind.VALID, check_choices(codes, found, most))


def read_again(typed: str, codes: Collection[str], most: int) -> Reading:
    """Read what was typed on looking again: as `read_marks`, and "falta" for a sheet that is not in the batch."""
    return ABSENT if typed.strip().upper() == _MISSING else read_marks(typed, codes, most)


def _code(word: str, codes: Collection[str]) -> str:
    read = parse_reference(word if word.startswith("T") else f"T{word}")
    code = next((code for code in codes if read and parse_reference(code) == read), None)
    if code is None:
        raise Invalid("marks", "unknown_mark", word=word[:20])
    return code


@dataclass(frozen=True)
class Difference:
    """A sheet that two persons read unlike, with what each read the third time, once they have looked."""

    serial: str
    first: Reading
    second: Reading
    again: tuple[Reading | None, Reading | None]

    @property
    def settled(self) -> Reading | None:
        """What both read on looking again; None while one has not looked or they still do not agree."""
        return self.again[0] if self.again[0] == self.again[1] else None


Readings = Mapping[str, Reading]


def differences(first: Readings, second: Readings, again: tuple[Readings, Readings]) -> list[Difference]:
    """Return by serial the sheets that two entries of a batch hold unlike; one that is missing counts as ABSENT."""
    return [
        Difference(serial, one, two, (again[0].get(serial), again[1].get(serial)))
        for serial in sorted(first.keys() | second.keys())
        if (one := first.get(serial, ABSENT)) != (two := second.get(serial, ABSENT))
    ]


def agreed(first: Readings, second: Readings, again: tuple[Readings, Readings]) -> dict[str, Reading] | None:
    """Return what both persons read of each sheet of a batch, None while a difference is not settled."""
    open_questions = differences(first, second, again)
    if any(each.settled is None for each in open_questions):
        return None
    settled = {each.serial: each.settled for each in open_questions if each.settled}
    final = dict(first) | settled
    return {serial: reading for serial, reading in final.items() if reading.kind is not SheetKind.ABSENT}


def batch_seal(*, manifest_hash: str, number: int, salt: str, sheets: Readings) -> str:
    """Return what stands for a batch until publication; the salt keeps its few possible contents from being tried."""
    content = {serial: [reading.kind.value, *reading.choices] for serial, reading in sheets.items()}
    whole = {"manifest_hash": manifest_hash, "number": number, "salt": salt, "sheets": content}
    return digest("gacocrea/paper-batch/v1", whole)
