"""Reading a receipt that somebody pasted: whatever its language, layout or line breaks."""

import re
from collections.abc import Iterator
from itertools import islice

PAIRS_MAX = 64
_DIGITS = frozenset("0123456789abcdef")
_HEX = re.compile(r"[0-9a-f]+|[^0-9a-f\s]+")


def read_receipt(text: str) -> list[tuple[str, str]]:
    """Return the pairs (seal, signature) that a text may hold: every 64 hexadecimal digits with every 128.

    Which pair it is, if any, only the signature tells. At most PAIRS_MAX pairs; digits that a line break or a
    space parted are joined.
    """
    pieces = _HEX.findall(text[:8_000].lower())
    seals, signatures = dict.fromkeys(_runs(pieces, 64)), dict.fromkeys(_runs(pieces, 128))
    return list(islice(((seal, signature) for signature in signatures for seal in seals), PAIRS_MAX))


def _runs(pieces: list[str], length: int) -> Iterator[str]:
    """Yield what neighbouring pieces make together where they are exactly `length` digits."""
    for place in range(len(pieces)):
        run = ""
        for piece in pieces[place:]:
            run += piece
            if len(run) >= length or not _DIGITS.issuperset(piece):
                break
        if len(run) == length and _DIGITS.issuperset(run):
            yield run
