"""What travels packed, and that it says nothing to who only sees its length."""

import gzip
from collections.abc import Callable

from sqlalchemy.orm import Session

from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.factories import make_account, make_forum

PACKS = {"Accept-Encoding": "gzip, deflate, br"}


def asset(browser: Browser) -> str:
    return str(browser.get("/").soup.select('link[href*="gacocrea.css"]')[0]["href"])


def raw(app: Gacocrea, path: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    response = app.test_client().get(path, headers=headers)
    return response.data, dict(response.headers)


def test_a_visitors_page_travels_packed_and_says_so(app: Gacocrea) -> None:
    plain, said = raw(app, "/entrar")
    assert "Content-Encoding" not in said
    packed, said = raw(app, "/entrar", **PACKS)
    assert said["Content-Encoding"] == "gzip"
    assert int(said["Content-Length"]) == len(packed) < len(plain) / 2
    assert gzip.decompress(packed)[:15] == plain[:15]
    assert "Accept-Encoding" in ", ".join(app.test_client().get("/entrar").headers.getlist("Vary"))


def test_nothing_is_packed_for_who_is_signed_in_but_what_is_the_same_for_all(
    app: Gacocrea, session: Session, browser: Callable[..., Browser]
) -> None:
    make_forum(session)
    inside = browser(make_account(session))
    style = asset(inside)
    for path in ("/mi/", "/ecuador/", "/entrar?next=/mi/", "/registro", "/nada"):
        assert "Content-Encoding" not in inside.client.get(path, headers=PACKS).headers, path
    assert inside.client.get(style, headers=PACKS).headers["Content-Encoding"] == "gzip"


def test_an_answer_to_a_form_is_never_packed(app: Gacocrea, browser: Callable[..., Browser]) -> None:
    someone = browser()
    form = someone.get("/entrar").form()
    sent = form | {"email": "rosa@example.org", "password": "no es esta la clave"}
    answer = someone.client.post("/entrar", data=sent, headers=PACKS)
    assert len(answer.data) > 1000
    assert "Content-Encoding" not in answer.headers


def test_who_cannot_unpack_gets_it_plain(app: Gacocrea) -> None:
    for can in ("identity", "br", "gzip;q=0", ""):
        assert "Content-Encoding" not in raw(app, "/entrar", **{"Accept-Encoding": can})[1], can
