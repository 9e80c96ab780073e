"""Small cells of a breakdown stay unsaid, and so does whatever would let somebody work them out."""

from collections.abc import Mapping
from typing import TypeVar

Cell = TypeVar("Cell")


def suppress(cells: Mapping[Cell, int], fewest: int) -> dict[Cell, int | None]:
    """Return the cells of a breakdown whose total is public, None for each that must stay unsaid.

    A cell from 1 to `fewest` - 1 is never said. What is unsaid adds up to the total less the rest, so more
    cells follow, the smallest first, until at least two people-bearing cells are unsaid and together hold
    `fewest` or more. Where that cannot be, nothing is said at all. No cell is unsaid when none is small.
    """
    unsaid = [cell for cell, number in cells.items() if 0 < number < fewest]
    if not unsaid:
        return dict(cells)
    larger = sorted((number, place) for place, number in enumerate(cells.values()) if number >= fewest)
    names = list(cells)
    while larger and (len(unsaid) < 2 or sum(cells[cell] for cell in unsaid) < fewest):
        unsaid.append(names[larger.pop(0)[1]])
    safe = len(unsaid) > 1 and sum(cells[cell] for cell in unsaid) >= fewest
    return {cell: number if safe and cell not in unsaid else None for cell, number in cells.items()}
