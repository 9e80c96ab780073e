"""Binds the pieces of a plan into one PDF that stays tagged. A program of its own, as the typesetter is.

It reads JSON. To count: the files of pieces that follow each other; it tells the pages of all, and on which of them
(from 1) each heading stands. To bind: the files of all pieces, how many pages those after the first have, the level of
each heading of the whole, the headings (by their place among all) that the contents name at their end, and where to
write. The first piece brings the catalogue and the metadata that names the standards; from each other come its pages,
its tags and its bookmarks.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

_MEMORY = 2 * 2**30
# Where a number of pages is to stand, the template sets in a size of its own the ten digits and a space as wide.
_STAMP = re.compile(rb"( 8\.5)([12])( Tf [-0-9. ]+ Tm)\[(.*?)\]TJ", re.DOTALL)
_WIDTH = 4


class Mark(NamedTuple):
    """A bookmark: the page (from 0) and the place on it."""

    title: str
    page: int
    place: tuple[Any, ...]


def bind(order: dict[str, Any]) -> Pdf:
    """Return the whole plan. Raises ValueError when the pieces are not what the order says."""
    first, *others = order["pieces"]
    whole = pikepdf.open(first)
    pages = len(whole.pages) + order["pages"]
    tags = _Tags(whole)
    marks = list(_marks(whole, 0))
    for number, path in enumerate(others, 1):
        piece = pikepdf.open(
            path
        )  # not closed, which would lose what is copied; forgotten when the next one comes
        start = len(whole.pages)
        marks += _marks(piece, start)
        _number(piece, start, pages)
        for page in piece.pages:
            page.obj.StructParents = int(page.obj.StructParents) + tags.next
        whole.pages.extend(piece.pages)
        tags.take(whole.copy_foreign(piece.Root.StructTreeRoot), f"V{number}")
        del piece
    tags.finish()
    _bookmark(whole, marks, order["levels"])
    _lead_on(whole, [marks[place] for place in order["beyond"]])
    return whole


def count(paths: list[str]) -> dict[str, Any]:
    """Return how many pages the pieces have together, and on which of them each heading stands."""
    pages = 0
    marks: list[int] = []
    for path in paths:
        with pikepdf.open(path) as piece:
            marks += (mark.page + 1 for mark in _marks(piece, pages))
            pages += len(piece.pages)
    return {"pages": pages, "marks": marks}


class _Tags:
    """The structure tree of the bound plan, and the names in it."""

    def __init__(self, whole: Pdf) -> None:
        self.root: Any = whole.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.next = int(self.root.ParentTreeNextKey)
        self.names = _names(self.root)

    def take(self, tree: Any, mark: str) -> None:
        """Take over the tree of a piece whose pages are here already; its names get a mark of the piece."""
        for kid in tree.K[0].K:
            kid.P = self.document
            self.document.K.append(kid)
            _rename(kid, mark)
        for place, owner in _pairs(tree.ParentTree.Nums):
            self.root.ParentTree.Nums.extend([int(place) + self.next, owner])
        self.names += [(mark + str(name), owner) for name, owner in _names(tree)]
        self.root.RoleMap.update(tree.RoleMap)
        self.next += int(tree.ParentTreeNextKey)

    def finish(self) -> None:
        """Write what was gathered: names in their order, as a name tree needs them."""
        self.root.ParentTreeNextKey = self.next
        self.names.sort(key=lambda pair: str(pair[0]).encode())
        if self.names:
            parts = Array(part for name, owner in self.names for part in (String(str(name)), owner))
            self.root.IDTree = Dictionary(Names=parts)


def _names(tree: Any) -> list[tuple[Any, Any]]:
    """Return the names of a tree; a piece without a table has none."""
    return _pairs(tree.IDTree.Names) if "/IDTree" in tree else []


def _pairs(tree: Any) -> list[tuple[Any, Any]]:
    items = list(tree)
    return list(zip(items[::2], items[1::2], strict=True))


def _rename(tag: Any, mark: str) -> None:
    """Put a mark before the names in and under a tag: cells of tables name the heads that they stand under."""
    if "/ID" in tag:
        tag.ID = String(mark + str(tag.ID))
    for attributes in tag.get("/A", ()):
        if "/Headers" in attributes:
            attributes.Headers = Array(String(mark + str(name)) for name in attributes.Headers)
    for kid in tag.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            _rename(kid, mark)


def _number(piece: Pdf, start: int, pages: int) -> None:
    """Put the number of the page, and of all pages, where the template left room for them."""
    for number, page in enumerate(piece.pages, start + 1):
        stream: Any = page.obj.Contents
        shown = {b"1": number, b"2": pages}
        text, found = _STAMP.subn(partial(_stamped, shown), stream.read_bytes())
        if found != 2:
            raise ValueError(f"page {number} has no room for its number")
        stream.write(zlib.compress(text), filter=Name.FlateDecode)


def _stamped(shown: dict[bytes, int], found: re.Match[bytes]) -> bytes:
    """Return the same letters with the glyphs of a number in place of those of all digits."""
    parts: Any = pikepdf.Object.parse(b"[" + found[4] + b"]")
    glyphs = b"".join(bytes(part) for part in parts if isinstance(part, String))
    if len(glyphs) != 22:
        raise ValueError("the digits of a page number are not where they should be")
    number = shown[found[2]]
    digits = f"{number:>{_WIDTH}}" if found[2] == b"1" else str(number)
    chosen = ("0123456789 ".index(digit) * 2 for digit in digits)
    return (
        found[1]
        + b"0"
        + found[3]
        + b"[<"
        + b"".join(glyphs[at : at + 2] for at in chosen).hex().encode()
        + b">]TJ"
    )


def _marks(piece: Pdf, start: int) -> Iterator[Mark]:
    """Return the bookmarks of a piece in the order of its text."""
    pages = {page.obj.objgen: number for number, page in enumerate(piece.pages, start)}

    def under(item: Any) -> Iterator[Mark]:
        while item is not None:
            page, *place = item.Dest
            yield Mark(str(item.Title), pages[page.objgen], tuple(place))
            yield from under(item.get("/First"))
            item = item.get("/Next")

    if "/Outlines" in piece.Root:
        yield from under(piece.Root.Outlines.get("/First"))


def _aim(whole: Pdf, mark: Mark) -> Array:
    return Array([whole.pages[mark.page].obj, *mark.place])


def _bookmark(whole: Pdf, marks: list[Mark], levels: list[int]) -> None:
    """Write the bookmarks of the whole plan anew, each under the last one of a higher level."""
    with whole.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for mark, level in zip(marks, levels, strict=True):
            item = OutlineItem(mark.title, destination=_aim(whole, mark))
            item.is_closed = True
            while above[-1][0] >= level:
                above.pop()
            above[-1][1].append(item)
            above.append((level, item.children))


def _lead_on(whole: Pdf, marks: list[Mark]) -> None:
    """Let the last lines of the contents lead to what stands in the pieces after the first."""
    lines = [tag for tag in _under(whole.Root.StructTreeRoot.K[0]) if tag.get("/S") == Name.TOCI]
    for tag, mark in zip(lines[len(lines) - len(marks) :], marks, strict=True):
        for link in (kid.Obj for kid in _under(tag) if kid.get("/Type") == Name.OBJR):
            link.Dest = _aim(whole, mark)
            link.Contents = String(f"{mark.title}, {mark.page + 1}")


def _under(tag: Any) -> Iterator[Any]:
    for kid in tag.get("/K", ()):
        if isinstance(kid, Dictionary):
            yield kid
            yield from _under(kid)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    given = json.load(sys.stdin.buffer)
    if "count" in given:
        print(json.dumps(count(given["count"])))
    else:
        object_streams = pikepdf.ObjectStreamMode.generate
        bind(given).save(given["to"], object_stream_mode=object_streams, deterministic_id=True)
