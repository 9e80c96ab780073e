"""The plan as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst from data alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from babel import Locale

from gacocrea.core.colour import printed as printed_colours
from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Block, Cell, Heading, Opening, Paper, Picture
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import breakable, lines
from gacocrea.plan.paper.logo import logo_of
from gacocrea.plan.paper.speech import Say
from gacocrea.plan.pdf.pieces import WHOLE, cut
from gacocrea.plan.pdf.press import Told, TypesettingError, on_sheet, pictured, printed, unheard

__all__ = ["Told", "TypesettingError", "draw_pdf", "to_pages", "to_pdf", "unheard"]


def to_pdf(plan: PlanDocument, say: Say, told: Told = unheard) -> bytes:
    """Return the plan as a tagged PDF; a character that no font at hand shows becomes U+FFFD.

    It is set by processes of their own, because Typst keeps all that it ever laid out in memory; a long plan in
    pieces that are bound afterwards. `told(done, steps)` hears of each step.
    Raises TypesettingError, also when one step takes more than two minutes.
    """
    return draw_pdf(plan, on_paper(plan, say), say, told)


def draw_pdf(plan: PlanDocument, paper: Paper, say: Say, told: Told = unheard) -> bytes:
    """Return any document about a plan as a tagged PDF, as `to_pdf` does."""
    frame, parts = _data(plan, paper, say)
    return printed(frame, cut(list(parts)), when=int(plan.exported_at.timestamp()), told=told)


def to_pages(plan: PlanDocument, say: Say) -> bytes:
    """Return a zip with the picture and the words of each page of a plan (1.png, 1.txt…), of its first ones at most.

    Raises TypesettingError.
    """
    frame, parts = _data(plan, on_paper(plan, say), say)
    return pictured(frame, cut(list(parts), whole=2 * WHOLE)[0], when=int(plan.exported_at.timestamp()))


def _data(plan: PlanDocument, paper: Paper, say: Say) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    locale = Locale.parse(plan.language, sep="-")
    cover = {name: _one_line(text) for name, text in asdict(paper.cover).items()}
    logo, high = logo_of(plan)
    frame = {
        "lang": locale.language,
        "region": locale.territory,
        "cover": cover,
        "palettes": list(paper.palettes) or [""],
        "colours": printed_colours(paper.worn),
        "front": paper.front,
        "logo": list(logo) if paper.front else [],
        "logo-high": high,
        "again": say(N_("(continuación)")),
    }
    return frame, _parts(paper)


def _parts(paper: Paper) -> Iterator[dict[str, Any]]:
    """Group the blocks into parts that begin on a new page: chapters and commitments."""
    part: dict[str, Any] = {}
    for block in paper.blocks:
        if isinstance(block, Opening) or (isinstance(block, Heading) and block.level == 1):
            if part:
                yield part
            opens = isinstance(block, Opening)
            part = {
                "palette": block.palette if isinstance(block, Opening) else "",
                "opens": opens,
                "blocks": [],
            }
        part["blocks"].append(_block(block))
    yield part


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        return _drawn(block)
    plain = {name: _plain(name, getattr(block, name)) for name in block.__slots__}
    return {"kind": type(block).__name__, **plain}


def _drawn(block: Picture) -> dict[str, Any]:
    """Return a drawing with its letters in the type of the document."""
    said = {"caption": _one_line(block.caption), "told": _one_line(block.told)}
    return {"kind": "Picture", **said, "svg": on_sheet(block.svg), "share": round(block.share, 3)}


def _plain(name: str, value: Any) -> Any:
    """Turn the content of a block into JSON; free text becomes lines, names stay one line."""
    if isinstance(value, Cell):
        return {"text": _lines(value.text), "strong": _lines(value.strong) if value.strong else []}
    if isinstance(value, str):
        return _lines(value) if name in {"body", "brief", "rows"} else _one_line(value)
    if isinstance(value, tuple | frozenset):
        return [_plain(name, item) for item in value]
    return value


def _lines(text: str) -> list[str]:
    return [breakable(line) for line in lines(text)]


def _one_line(text: str) -> str:
    return " ".join(_lines(text))
