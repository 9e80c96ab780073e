"""A long plan in pieces: Typst needs memory for everything in one document, so no document may be large.

A piece is a run of whole parts (chapters, commitments); a part that is too large by itself, such as the annex with the
answer to ten thousand proposals, is cut between blocks and between the rows of its tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

Part = dict[str, Any]
Block = dict[str, Any]

WHOLE = 300_000
"""Letters of JSON that are set in one go; about 180 MB of memory."""
MOST = 200_000
"""Letters of JSON in each piece of a longer plan; about 120 MB, and half a second, each."""


def cut(parts: list[Part], *, whole: int = WHOLE, most: int = MOST) -> list[list[Part]]:
    """Return the parts in pieces: one when they are short enough, else none above about `most` letters."""
    if sum(map(_weight, parts)) <= whole:
        return [parts]
    pieces: list[list[Part]] = [[]]
    room = most
    for stretch in chain.from_iterable(_stretches(part, most) for part in parts):
        size = _weight(stretch)
        if pieces[-1] and size > room:
            pieces.append([])
            room = most
        pieces[-1].append(stretch)
        room -= size
    return pieces


def headings_of(piece: list[Part]) -> list[tuple[int, str]]:
    """Return the level and words of each heading of a piece, in order."""
    found = []
    for block in (block for part in piece for block in part["blocks"]):
        if block["kind"] == "Opening":
            found.append((block["level"], f"{block['ref']}. {block['name']}"))
        elif block["kind"] == "Heading":
            found.append((block["level"], block["text"]))
    return found


def tables_in(piece: list[Part]) -> int:
    """Return how many captions of tables a piece counts."""
    return sum(
        block["kind"] == "Table" and not block.get("again") for part in piece for block in part["blocks"]
    )


def _weight(part: Part | Block) -> int:
    """Return the letters of a part; those of a drawing hardly count, for nothing in it is laid out."""
    drawn = sum(len(block.get("svg", "")) for block in part.get("blocks", (part,)))
    return len(json.dumps(part, ensure_ascii=False)) - drawn * 9 // 10


def _stretches(part: Part, most: int) -> Iterator[Part]:
    """Cut a part where it is too large; a heading stays with what follows it."""
    if _weight(part) <= most:
        yield part
        return
    kept: list[Block] = []
    size = 0
    for block in chain.from_iterable(_slices(whole, most) for whole in part["blocks"]):
        weight = _weight(block)
        if size + weight > most and kept and kept[-1]["kind"] != "Heading":
            yield {**part, "blocks": kept}
            kept, size = [], 0
        kept.append(block)
        size += weight
    yield {**part, "blocks": kept}


def _slices(block: Block, most: int) -> Iterator[Block]:
    """Cut a table between its rows; each slice after the first says that it goes on."""
    if block["kind"] != "Table" or _weight(block) <= most:
        yield block
        return
    rows: list[Any] = []
    size, again = 0, False
    for row in block["rows"]:
        if size > most * 0.9:
            yield {**block, "rows": rows, "again": again}
            rows, size, again = [], 0, True
        rows.append(row)
        size += len(json.dumps(row, ensure_ascii=False))
    yield {**block, "rows": rows, "again": again}
