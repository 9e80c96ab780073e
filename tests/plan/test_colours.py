"""The documents of a plan wear the colours of its pillars, those of the house and a forum's own alike."""

import io
import zipfile
from base64 import b64encode
from dataclasses import replace

import pikepdf
from PIL import Image

from gacocrea.core.colour import palette_of
from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.paper.html import to_html
from gacocrea.plan.pdf import to_pdf
from gacocrea.plan.pdf.wall import to_wall
from tests.plan.plans import plan

OWN = "005eb8"
COLOURED = replace(plan(), pillars=(replace(plan().pillars[0], palette=OWN), *plan().pillars[1:]))
WORN = (OWN, "brick")


def same(text: str) -> str:
    return text


def inside(package: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(package)).read(name).decode()


def paint(colour: str) -> bytes:
    """Return a colour as a PDF sets it, to two decimals, for lines or for blocks."""
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5)).encode()


def painted(pdf: bytes) -> set[bytes]:
    """Return every colour that is set in a PDF, rounded as `paint` rounds."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) in {"rg", "RG", "sc", "SC", "scn", "SCN"} and len(step.operands) == 3:
                    found.add(" ".join(f"{float(part):.3f}" for part in step.operands).encode())
    return found


def test_the_page_for_the_web_wears_them() -> None:
    page = to_html(COLOURED, same).decode()
    assert all(f".p-{name}{{--p:{palette_of(name).strand.light}" in page for name in WORN)


def test_the_pdf_and_the_page_for_the_wall_wear_them() -> None:
    for made in (to_pdf(COLOURED, same), to_wall(COLOURED, same)):
        assert {paint(palette_of(name).field.light) for name in WORN} <= painted(made)


def test_the_documents_to_edit_wear_them() -> None:
    document, styles = (
        inside(to_docx(COLOURED, same), "word/document.xml"),
        inside(to_odt(COLOURED, same), "content.xml"),
    )
    for name in WORN:
        assert palette_of(name).strand.light[1:] in document
        assert palette_of(name).strand.light in styles


def test_the_forums_logo_stands_on_every_cover_and_nothing_strange_in_its_place() -> None:
    drawn, out = Image.new("RGBA", (240, 80), "#005eb8"), io.BytesIO()
    drawn.save(out, "PNG")
    dressed = replace(plan(), logo=b64encode(out.getvalue()).decode())
    assert b"data:image/png;base64," in to_html(dressed, same)
    assert "media/image" in " ".join(zipfile.ZipFile(io.BytesIO(to_docx(dressed, same))).namelist())
    assert "Pictures/logo.png" in zipfile.ZipFile(io.BytesIO(to_odt(dressed, same))).namelist()
    with pikepdf.open(io.BytesIO(to_pdf(dressed, same))) as opened:
        assert opened.pages[0].get_images()
    for strange in ("nada", b64encode(b"<svg onload=alert(1)>").decode()):
        assert b"data:image" not in to_html(replace(plan(), logo=strange), same)
