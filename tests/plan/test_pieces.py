"""A long plan is set in pieces and bound: one accessible file, with nothing lost and nothing twice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from gacocrea.plan import pdf
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.pdf import to_pages, to_pdf
from gacocrea.plan.pdf.pieces import cut, headings_of, tables_in
from gacocrea.plan.pdf.press import printed
from tests.plan import plans
from tests.plan.tagged import faults_of
from tests.plan.test_documents import spoiled


def say(text: str) -> str:
    return text


def parts_of(plan: PlanDocument) -> list[dict[str, object]]:
    return list(pdf._data(plan, on_paper(plan, say), say)[1])


def bound(plan: PlanDocument, most: int) -> bytes:
    """Set a plan in pieces that are much smaller than those of a long plan."""
    frame, parts = pdf._data(plan, on_paper(plan, say), say)
    pieces = cut(list(parts), whole=most, most=most)
    assert len(pieces) > 3
    return printed(frame, pieces, when=0)


def rows_of(parts: list[dict[str, object]]) -> list[str]:
    return [
        repr(row)
        for part in parts
        for block in part["blocks"]  # type: ignore[attr-defined]
        if block["kind"] == "Table"
        for row in block["rows"]
    ]


def test_a_short_plan_is_one_piece() -> None:
    assert len(cut(parts_of(plans.plan(commitments=15, proposals=60)))) == 1


def test_a_cut_loses_no_row_no_heading_and_no_table() -> None:
    parts = parts_of(plans.plan(commitments=3, proposals=300))
    pieces = cut(parts, whole=1, most=12_000)
    assert len(pieces) > 5
    again = [part for piece in pieces for part in piece]
    assert (rows_of(again) == rows_of(parts)) is True
    assert (headings_of(again) == headings_of(parts)) is True
    assert tables_in(again) == tables_in(parts)


def test_a_heading_stays_with_what_follows_it() -> None:
    pieces = cut(parts_of(plans.plan(commitments=2, proposals=200)), whole=1, most=5_000)
    assert not [part for piece in pieces for part in piece if part["blocks"][-1]["kind"] == "Heading"]


def test_a_bound_plan_holds_together_as_one_accessible_file() -> None:
    plan = plans.plan(commitments=2, proposals=80)
    content = bound(plan, 6_000)
    assert faults_of(content) == []
    assert re.search(rb"pdfuaid:part>1<", content)
    assert re.search(rb"pdfaid:part>2<", content)
    assert faults_of(to_pdf(plan, say)) == []


def test_a_bound_plan_says_what_the_plan_says_and_counts_its_pages() -> None:
    plan = plans.plan(commitments=2, proposals=80)
    plan = replace(plan, version="Para leer")
    pages = [page.extract_text() for page in PdfReader(BytesIO(bound(plan, 6_000))).pages]
    text = " ".join(" ".join(pages).split())
    for proposal in plan.proposals:
        assert len(re.findall(rf"obra número {proposal.ref[2:].lstrip('0')}\b", text)) == 1
    assert text.count("(continuación)") > 1
    for number, page in enumerate(pages[1:], 2):
        assert re.search(rf"Página\s+{number}\s+de\s+{len(pages)}\b", page), page[-200:]
    captions = re.findall(r"Tabla (\d+)\.[^(]*?(\(continuación\))?", text)
    assert max(int(number) for number, _again in captions) == tables_in(parts_of(plan))


@pytest.mark.slow
def test_a_bound_plan_has_the_same_bytes_each_time() -> None:
    plan = plans.plan(commitments=2, proposals=60)
    assert (bound(plan, 6_000) == bound(plan, 6_000)) is True  # no bytes are shown where they differ


@pytest.mark.real
def test_naughty_strings_in_every_field_of_a_plan_in_pieces_and_page_by_page(real_data: Path) -> None:
    texts = tuple(json.loads((real_data / "text_lists" / "blns.json").read_text("utf-8")))[::3]
    plan = spoiled(texts)
    assert faults_of(bound(plan, 40_000)) == []
    with ZipFile(BytesIO(to_pages(plan, say))) as pages:
        assert all(
            pages.read(name).startswith(b"\x89PNG") for name in pages.namelist() if name.endswith(".png")
        )
        text = "\n".join(pages.read(name).decode() for name in pages.namelist() if name.endswith(".txt"))
    assert "<script>alert(" in text
