"""The plan page by page, in the browser: pictures of what is printed, with their words beside them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from gacocrea.plan.pdf import to_pages
from gacocrea.plan.views import preparing
from tests.browser import Browser
from tests.plan import plans
from tests.plan.test_documents import NASTY, say, spoiled
from tests.thread import STEP, Thread

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028/plan"


def pages_of(content: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as pages:
        last = len(pages.namelist()) // 2
        return [(pages.read(f"{n}.txt").decode(), pages.read(f"{n}.png")) for n in range(1, last + 1)]


@pytest.fixture
def previewed(thread: Thread, browser: Open) -> Iterator[Thread]:
    """A draft whose pages the secretariat had prepared."""
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    thread.draft(theme, lead="Contratación", problem="Nadie sabe cuánto cuesta.", milestones=(STEP,))
    secretary = browser(thread.secretary)
    secretary.submit(secretary.get("/ecuador/2026-2028/secretaria/plan?idioma=es"), tipo=preparing.PAGES)
    assert preparing.make_next()
    yield thread
    for path in preparing.folder().glob("*"):
        path.unlink()


def test_everyone_turns_the_pages_of_the_plan(previewed: Thread, browser: Open) -> None:
    reader = browser()
    assert f"{HERE}/vista" in reader.get(HERE).links()
    page = reader.get(f"{HERE}/vista")
    assert "Página 1 de" in page.words
    assert f"{HERE}/vista/2" in page.links()
    picture = page.soup.select_one("figure img")
    assert picture is not None
    assert "su texto está debajo" in str(picture["alt"])
    taken = reader.get(str(picture["src"]))
    assert Image.open(BytesIO(taken.response.data)).size[0] == int(str(picture["width"]))
    assert "Foro" in page.words


def test_a_page_that_there_is_not_is_not_there(previewed: Thread, browser: Open) -> None:
    for place in ("0", "999", "999.png", "x"):
        assert browser().get(f"{HERE}/vista/{place}").status == 404


def test_a_plan_that_was_not_prepared_has_no_pages(thread: Thread, browser: Open) -> None:
    assert f"{HERE}/vista" not in browser().get(HERE).links()
    assert browser().get(f"{HERE}/vista/1").status == 404


def test_the_words_of_the_pages_are_those_of_the_plan() -> None:
    plan = replace(plans.plan(commitments=1, proposals=0), foreword="Entre ñandúes y 3 (tres) «cosas» \\ fi.")
    pages = pages_of(to_pages(plan, say))
    text = "\n".join(words for words, _picture in pages)
    assert "Entre ñandúes y 3 (tres) «cosas» \\ fi." in text
    assert "C-01. Cada obra pública" in text.replace("\n", " ")
    assert "Página 2" not in text
    assert all(picture.startswith(b"\x89PNG") for _words, picture in pages)


@pytest.mark.slow
def test_nasty_text_in_every_field_is_drawn_and_said() -> None:
    plan = replace(spoiled(NASTY), foreword="<script>alert(1)</script> #panic()", proposals=())
    pages = pages_of(to_pages(plan, say))
    assert any("<script>alert(1)</script> #panic()" in words for words, _picture in pages)
