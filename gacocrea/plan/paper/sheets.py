"""Commitments one by one: each as its own sheet in every format, and all of them in one package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gacocrea.plan.document import PlanDocument
from gacocrea.plan.docx import draw_docx
from gacocrea.plan.odt import draw_odt
from gacocrea.plan.paper.blocks import Paper
from gacocrea.plan.paper.chapters import sheet_on_paper
from gacocrea.plan.paper.html import draw_html
from gacocrea.plan.paper.speech import Say
from gacocrea.plan.pdf import Told, draw_pdf, unheard

DRAWN: dict[str, Callable[[PlanDocument, Paper, Say], bytes]] = {
    "docx": draw_docx,
    "odt": draw_odt,
    "pdf": draw_pdf,
    "html": draw_html,
}
"""What draws a paper, by the kind of file."""
_HANDS = 2  # pages set at the same time


def to_sheet(plan: PlanDocument, ref: str, kind: str, say: Say) -> bytes:
    """Return the sheet of one commitment as "docx", "odt", "pdf" or "html"."""
    return DRAWN[kind](plan, sheet_on_paper(plan, ref, say), say)


def to_sheets(plan: PlanDocument, say: Say, told: Told = unheard) -> bytes:
    """Return a zip with every sheet in every format; `told` hears how many commitments are done."""
    packed = BytesIO()
    papers = {item.ref: sheet_on_paper(plan, item.ref, say) for item in plan.commitments}
    drawn = ThreadPoolExecutor(_HANDS)
    with drawn, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        pages = drawn.map(lambda paper: draw_pdf(plan, paper, say), papers.values())
        for done, ((ref, paper), pdf) in enumerate(zip(papers.items(), pages, strict=True), 1):
            for kind, content in _others(plan, paper, say):
                archive.writestr(ZipInfo(f"{ref}/{ref}.{kind}"), content, ZIP_DEFLATED)
            archive.writestr(ZipInfo(f"{ref}/{ref}.pdf"), pdf, ZIP_DEFLATED)
            told(done, len(papers))
    return packed.getvalue()


def _others(plan: PlanDocument, paper: Paper, say: Say) -> Iterator[tuple[str, bytes]]:
    yield from ((kind, draw(plan, paper, say)) for kind, draw in DRAWN.items() if kind != "pdf")
