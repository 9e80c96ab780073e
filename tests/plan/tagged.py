"""Whether a tagged PDF holds together: every mark leads to a tag, every tag to its page, every name to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_MARKED = re.compile(rb"/MCID (\d+)")


def faults_of(content: bytes) -> list[str]:
    """Return what is wrong with the tags, the bookmarks, the links and the names of a PDF; nothing when it is sound."""
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        tags = list(_under(pdf.Root.StructTreeRoot))
        return [
            *pdf.check_pdf_syntax(),
            *_marks(pdf),
            *_tags(tags, pages),
            *_names(pdf, tags),
            *_headings(tags),
            *_bookmarks(pdf, tags, pages),
        ]


def _under(tag: Any) -> Iterator[Any]:
    for kid in tag.get("/K", ()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _under(kid)


def _owners(pdf: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys)), "the parent tree is not in order"
    assert keys[-1] < int(pdf.Root.StructTreeRoot.ParentTreeNextKey)
    return dict(zip(keys, numbers[1::2], strict=True))


def _marks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each marked content of a page has one owner, which names it; so has each link."""
    owners = _owners(pdf)
    used: set[int] = set()
    for number, page in enumerate(pdf.pages, 1):
        key = int(page.obj.StructParents)
        used.add(key)
        marked = {int(found) for found in _MARKED.findall(page.Contents.read_bytes())}
        named = owners[key]
        if len(named) != len(marked) or marked != set(range(len(named))):
            yield f"page {number}: {len(marked)} marks, {len(named)} owners"
        for mark, owner in enumerate(named):
            if (page.obj.objgen, mark) not in _marks_of(owner):
                yield f"page {number}: mark {mark} has an owner that does not know it"
        for link in page.obj.get("/Annots", ()):
            used.add(int(link.StructParent))
            if Name.Link != owners[int(link.StructParent)].S:
                yield f"page {number}: a link without its tag"
    if used != set(owners):
        yield f"owners of nothing: {sorted(set(owners) - used)[:5]}"


def _marks_of(tag: Any) -> set[tuple[Any, int]]:
    """Return the page and number of each marked content of a tag: its own page's by number, another's in words."""
    found = set()
    for kid in tag.K:
        if isinstance(kid, int):
            found.add((tag.Pg.objgen, kid))
        elif kid.get("/Type") == Name.MCR:
            found.add((kid.get("/Pg", tag.get("/Pg")).objgen, int(kid.MCID)))
    return found


def _tags(tags: list[Any], pages: dict[Any, int]) -> Iterator[str]:
    for tag in tags:
        if "/Pg" in tag and tag.Pg.objgen not in pages:
            yield f"{tag.S}: on no page of this file"
        for kid in tag.get("/K", ()):
            if isinstance(kid, Dictionary) and "/S" in kid and kid.P.objgen != tag.objgen:
                yield f"{kid.S}: its parent does not know it"


def _names(pdf: pikepdf.Pdf, tags: list[Any]) -> Iterator[str]:
    """Each cell names heads of columns that are there, once."""
    listed = [str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    borne = [str(tag.ID) for tag in tags if "/ID" in tag]
    if listed != sorted(listed) or len(set(borne)) != len(borne) or sorted(borne) != listed:
        yield "the names of cells are not those of the name tree"
    known = set(borne)
    for tag in tags:
        for attributes in tag.get("/A", ()):
            if not {str(name) for name in attributes.get("/Headers", ())} <= known:
                yield f"{tag.S}: under a head that is not there"


def _headings(tags: list[Any]) -> Iterator[str]:
    levels = [int(str(tag.S)[2:]) for tag in tags if re.fullmatch(r"/H\d", str(tag.S))]
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading of level {level} after one of level {before}"


def _bookmarks(pdf: pikepdf.Pdf, tags: list[Any], pages: dict[Any, int]) -> Iterator[str]:
    """There is a bookmark for each heading, with its words, on its page; the contents lead to the same pages."""
    heads = [tag for tag in tags if re.fullmatch(r"/H\d", str(tag.S))]
    if any(tag.S == Name.TOC for tag in tags):
        heads = heads[1:]  # the contents do not name themselves
    wanted = [(str(tag.T), pages[tag.Pg.objgen]) for tag in heads]
    with pdf.open_outline() as outline:
        found = [(item.title, _page(item.destination, pages)) for item in _items(outline.root)]
    if found != wanted:
        yield f"bookmarks are not the headings: {set(found) ^ set(wanted)}"
    high = [mark for tag, mark in zip(heads, wanted, strict=True) if str(tag.S) in {"/H1", "/H2"}]
    for line, (words, page) in zip((tag for tag in tags if tag.S == Name.TOCI), high, strict=True):
        for link in _links(line):
            if _page(link.Dest, pages) != page or not str(link.Contents).endswith(f" {page}"):
                yield f"the contents lead wrong: {words!r} is on page {page}, {link.Contents!s}"


def _links(line: Any) -> list[Any]:
    return [
        kid.Obj
        for tag in _under(line)
        for kid in tag.get("/K", ())
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    ]


def _items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _items(item.children)


def _page(aim: Any, pages: dict[Any, int]) -> int:
    assert isinstance(aim, Array)
    return pages[aim[0].objgen]
