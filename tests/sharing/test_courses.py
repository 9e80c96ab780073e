"""Courses and workshops: their pictures, their short addresses, their posters with place and time."""

from io import BytesIO
from typing import Any

import pypdf
import pytest
import zxingcpp

from gacocrea.learning import actions
from tests.learning.courses import SECRETARY, School
from tests.sharing.test_posters import picture_of
from tests.support import NOON


def test_a_course_is_handed_on_like_a_proposal(session: Any, browser: Any) -> None:
    school = School(session, title="Leer un presupuesto")
    page = browser().get("/ecuador/aprende/cursos/A-01")
    assert page.soup.select_one('meta[property="og:title"]')["content"] == "Leer un presupuesto"
    assert str(page.soup.select_one("#corta")["value"]).endswith(f"/e/f{school.forum.id}/a1")
    answer = browser().client.get(f"/e/f{school.forum.id}/a1")
    assert answer.headers["Location"] == "/ecuador/aprende/cursos/A-01"
    assert browser().get("/ecuador/imagen/A-01.png?idioma=en").response.mimetype == "image/png"


@pytest.mark.slow
def test_the_poster_of_a_workshop_says_where_and_when(session: Any, browser: Any, tmp_path: Any) -> None:
    school = School(session)
    answer = browser().get("/ecuador/cartel/A-01.pdf").response
    said = " ".join(pypdf.PdfReader(BytesIO(answer.data)).pages[0].extract_text().split())
    assert "Casa comunal, Loja" in said
    assert "2026" in said
    (read,) = zxingcpp.read_barcodes(picture_of(answer.data, tmp_path))
    assert read.text.endswith(f"/E/F{school.forum.id}/A1")


def test_a_cancelled_course_is_not_handed_on(session: Any, browser: Any) -> None:
    school = School(session)
    actions.cancel_course(session, actor=SECRETARY, reason="No hay sala.", **school.at(NOON))
    session.commit()
    assert not browser().get("/ecuador/aprende/cursos/A-01").soup.select("meta[property], #corta")
    for path in ("imagen/A-01.png", "imagen/A-07.png", "imagen/P-0001.png", "cartel/A-01.pdf", "cartel/x.pdf"):
        assert browser().get(f"/ecuador/{path}").status == 404, path
