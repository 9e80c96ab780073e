"""The parts that a readable plan is made of, before any format: words are final, looks are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from gacocrea.core.colour import is_palette

Knot = Literal["", "proposal", "theme", "ballot", "stitch", "end"]


class Cell(NamedTuple):
    """A cell of a table: plain text, with some words before it that weigh more."""

    text: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a chapter and starts a page; no level is ever skipped.

    `knot` names a knot of the thread; after a "stitch" all is promised, not yet done.
    """

    level: int
    text: str
    knot: Knot = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a commitment begins on a new page: a heading, of level 1 where it stands alone."""

    ref: str
    name: str
    brief: str
    pillar: str
    palette: str
    glyph: str
    note: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """Text that somebody wrote; its line breaks are kept. A note is our own and quieter."""

    body: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values, one per row."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Large numerals with what each counts."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `widths` are shares, `numeric` the columns set to the right."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()
    palette: str = ""
    glyph: str = ""
    fields: tuple[str, ...] = ()
    """The names of its columns, where it is to be filled in and read back."""
    anchored: bool = False
    """Whether a row is a place to point at, by the reference that its first cell begins with."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to write an answer in, of so many lines; `name` is what it is read back by."""

    name: str
    hint: str
    size: int = 3


class Span(NamedTuple):
    """A phase on the line of time, from and to a share of its length; what is not done yet is basted."""

    number: int
    name: str
    start: float
    end: float
    done: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The phases drawn along a line of time; `told` says in words what the drawing shows."""

    caption: str
    told: str
    ticks: tuple[tuple[float, str], ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in SVG, as high as `ratio` of its width; `told` says in words what it shows."""

    caption: str
    told: str
    svg: str
    ratio: float

    @property
    def share(self) -> float:
        """What share of a page's width lets it stand on one page."""
        return min(1.0, _HIGHEST / self.ratio)


_HIGHEST = 1.3
"""How high a drawing may be on paper, in widths of the text."""


Block = Heading | Opening | Prose | Facts | Numbers | Table | Timeline | Picture | Blank


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page and what is repeated on every other one."""

    title: str
    forum: str
    cycle: str
    period: str
    version: str
    exported: str
    example: str
    contents: str
    page: str
    running: str
    short_title: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, ready to be drawn; a short one has no cover and no contents (`front`)."""

    cover: Cover
    blocks: tuple[Block, ...]
    palettes: tuple[str, ...]
    front: bool = True

    @property
    def worn(self) -> list[str]:
        """Every palette of the document, in the order in which it meets them."""
        inside = (block.palette for block in self.blocks if isinstance(block, Opening | Table))
        return [name for name in dict.fromkeys((*self.palettes, *inside)) if is_palette(name)]


def title_of(opening: Opening) -> str:
    """Return the words that head a commitment."""
    return f"{opening.ref}. {opening.name}"


def heading_of(block: Block) -> tuple[int, str] | None:
    """Return the level and words of a block that is a heading."""
    if isinstance(block, Opening):
        return block.level, title_of(block)
    return (block.level, block.text) if isinstance(block, Heading) else None
