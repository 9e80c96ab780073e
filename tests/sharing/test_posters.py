"""Posters: on paper the code leads where the address says, and a reader hears what the eye sees."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import segno
import zxingcpp
from PIL import Image

from gacocrea.core.terms import Phase
from gacocrea.sharing.drawing.posters import matrix_of
from tests.thread import make_proposal

CODE = "HTTPS://FORO.EXAMPLE/E/12/P1187"


def picture_of(content: bytes, folder: Path) -> Image.Image:
    """Return the first page of a PDF as a printer sees it, 100 dots to the inch."""
    paper, printed = folder / "cartel.pdf", folder / "cartel"
    paper.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", paper, printed], check=True)
    return Image.open(printed.with_suffix(".png"))


def test_the_drawn_dots_are_those_of_the_code() -> None:
    made = segno.make(CODE, error="q", micro=False, boost_error=False)
    assert matrix_of(CODE) == ["".join(".#"[dark] for dark in row) for row in made.matrix]
    assert made.error == "Q"
    assert made.mode == "alphanumeric"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "size", "wide"), [("taller", "a4", 595), ("P-0001", "a3", 842)])
def test_a_telephone_reads_the_printed_code(
    make: Any, browser: Any, tmp_path: Path, name: str, size: str, wide: int
) -> None:
    thread = make(Phase.PROPOSALS)
    make_proposal(
        thread.session, thread.cycle, 'Letrero #set page() *x* $y$ "]) con el costo de la obra 田 💩'
    )
    answer = browser().get(f"/ecuador/{thread.cycle.slug}/cartel/{name}.pdf?hoja={size}&idioma=pt").response
    page = pypdf.PdfReader(BytesIO(answer.data)).pages[0]
    assert round(float(page.mediabox.width)) == wide
    (read,) = zxingcpp.read_barcodes(picture_of(answer.data, tmp_path))
    ending = f"/E/{thread.cycle.id}" + ("/P1" if name == "P-0001" else "")
    assert read.text.endswith(ending)
    said = " ".join(page.extract_text().replace("\u200b", "").split())
    assert ending.lower() in said
    assert thread.forum.name in said


@pytest.mark.slow
def test_a_poster_is_a_tagged_document_in_its_language(make: Any, browser: Any) -> None:
    thread = make(Phase.VOTING)
    answer = browser().get(f"/ecuador/{thread.cycle.slug}/cartel/ciclo.pdf?idioma=en").response
    root: Any = pypdf.PdfReader(BytesIO(answer.data)).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1" in answer.data or b"pdfuaid" in root["/Metadata"].get_data()


def test_a_poster_of_nothing_or_on_other_paper_is_not_there(make: Any, browser: Any) -> None:
    here = f"/ecuador/{make(Phase.VOTING).cycle.slug}/cartel"
    for path in ("P-0001.pdf", "x.pdf", "ciclo.pdf?hoja=a9", "resultado-integridad.pdf"):
        assert browser().get(f"{here}/{path}").status == 404, path
