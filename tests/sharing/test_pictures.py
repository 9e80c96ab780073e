"""Pictures of links: small, never broken by what people wrote, and silent about what is not public."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from gacocrea.core.terms import Phase
from gacocrea.sharing.drawing.pictures import HEIGHT, WIDTH, coloured, draw, order_of
from tests.thread import make_proposal

HERE = "/ecuador/2026-2028"
NASTY = (
    "",
    " ",
    "x" * 600,
    "#set page(width: 1pt) #panic() *a _b_ `c` $d$ \\u{41} <label> @ref = h",
    '"]) #eval("1") ${7*7} {{7*7}} <script>alert(1)</script> \\',
    "\u202etxet\u202c \u200b\u200d\ufeff \u0301\u0301\u0301 ﷽ 田中さん 👩‍👩‍👧‍👦 🏳️‍🌈 ˙ɐnbᴉlɐ ﾊﾅ",
    "null undefined NaN -1e400 0x0 ' OR 1=1 -- %s%n",
    "palabra " * 120,
)


def asked(**given: Any) -> str:
    frame = {"lang": "es", "title": "t", "eyebrow": "e", "forum": "f", "address": "a"}
    return order_of(**(frame | coloured("ochre") | given))


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size


@pytest.mark.parametrize("words", NASTY)
def test_nothing_that_people_write_breaks_a_picture_or_is_run(words: str) -> None:
    pin = {"title": words, "note": words, "done": True}
    picture = draw(
        asked(title=words, eyebrow=words, forum=words, address=words, glyph=words, knots=[pin] * 5)
    )
    assert size_of(picture) == (WIDTH, HEIGHT)
    assert len(picture) < 80_000


def test_what_is_asked_for_twice_is_drawn_once() -> None:
    assert draw(asked(title="Una vez")) is draw(asked(title="Una vez"))
    assert draw(asked(title="Otra vez")) is not draw(asked(title="Una vez"))


def test_a_picture_is_fetched_without_a_cookie_and_kept(thread: Any, browser: Any) -> None:
    make_proposal(thread.session, thread.cycle)
    answer = browser(thread.secretary).get(f"{HERE}/imagen/P-0001.png?idioma=en").response
    assert size_of(answer.data) == (WIDTH, HEIGHT)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    known = {"If-None-Match": answer.headers["ETag"]}
    assert browser().get(f"{HERE}/imagen/P-0001.png?idioma=en", headers=known).status == 304


def test_messages_are_told_the_title_the_picture_and_the_address(thread: Any, browser: Any) -> None:
    make_proposal(thread.session, thread.cycle, 'Letrero "con" <el> costo')
    page = browser().get(f"{HERE}/propuestas/P-0001")
    told = {str(tag["property"]): str(tag["content"]) for tag in page.soup.select("meta[property]")}
    site = browser().app.settings.public_url
    assert told["og:title"] == 'Letrero "con" <el> costo'
    assert told["og:url"] == f"{site}{HERE}/propuestas/P-0001"
    assert told["og:image"] == f"{site}{HERE}/imagen/P-0001.png?idioma=es"
    assert (told["og:image:width"], told["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    assert told["og:locale"] == "es_LA"
    assert str(page.soup.select_one("link[rel=canonical]")["href"]) == told["og:url"]
    assert page.soup.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"


def test_a_result_has_a_picture_once_it_is_published(make: Any, browser: Any) -> None:
    thread = make(Phase.DRAFTING)
    theme = thread.theme(title="Obra a la vista")
    path, page = f"{HERE}/imagen/resultado-transparencia.png", f"{HERE}/resultados/transparencia"
    assert browser().get(path).status == 404
    assert not browser().get(page).soup.select("meta[property], #corta")
    thread.hold_vote(*[theme] * 11)
    assert size_of(browser().get(path).response.data) == (WIDTH, HEIGHT)
    assert browser().get(page).soup.select_one("#corta") is not None


def test_every_kind_of_thing_has_a_picture(thread: Any, browser: Any) -> None:
    thread.theme()
    thread.session.commit()
    for name in ("P-0001", "T-001", "ciclo"):
        assert browser().get(f"{HERE}/imagen/{name}.png").response.mimetype == "image/png", name
    for name in ("P-1", "p-0001", "P-0002", "C-01", "R-01", "x", "resultado-x"):
        assert browser().get(f"{HERE}/imagen/{name}.png").status == 404, name


@pytest.mark.parametrize("path", ["temas/T-999", "propuestas/T-001", "compromisos/C-99", "aprende/cursos/A-99"])
def test_a_page_that_is_not_there_has_no_tags_and_stays_a_plain_404(thread: Any, browser: Any, path: str) -> None:
    thread.theme()
    thread.session.commit()
    where = f"/ecuador/{path}" if path.startswith("aprende") else f"{HERE}/{path}"
    page = browser().get(where)
    assert page.status == 404
    assert not page.soup.select("meta[property]")
