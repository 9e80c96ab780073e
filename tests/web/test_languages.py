"""Language goes by person, then browser; Spanish says tú or usted as the forum chose; numbers as its country does."""

import pytest
from flask import g
from flask_babel import gettext, lazy_gettext, ngettext

from gacocrea.core.terms import Role
from gacocrea.forum.models import Treatment
from gacocrea.people.rules.names import checked_name
from gacocrea.web.text import in_language, number, percent
from tests.factories import make_account, make_cycle, make_forum, make_member


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("pt-PT,es;q=0.5", "pt"),
        ("es-EC,en;q=0.9", "es"),
        ("en-GB", "en"),
        ("fr,en;q=0.3", "en"),
        ("qu-EC,en;q=0.5", "es"),
        ("de", "es"),
        ("en;q=0,pt;q=0.1", "pt"),
        ("*", "es"),
        ("", "es"),
    ],
)
def test_pages_speak_the_best_language_that_the_browser_asks_for(session, browser, asked, spoken):
    make_forum(session)
    page = browser().get("/ecuador/", headers={"Accept-Language": asked})
    assert page.soup.html["lang"] == spoken
    assert "Accept-Language" in page.response.headers["Vary"]
    assert page.response.headers["Content-Language"] == spoken


def test_without_a_wish_the_forum_chooses(session, browser):
    make_forum(session, language="pt")
    assert browser().get("/ecuador/", headers={"Accept-Language": "de"}).soup.html["lang"] == "pt"


def test_a_choice_is_kept_with_the_account_and_follows_the_person(session, browser):
    make_forum(session)
    account = make_account(session)
    first = browser(account)
    page = first.get("/ecuador/")
    token = page.soup.select_one("[name=csrf_token]")["value"]
    first.post("/lectura", {"lang": "pt", "next": "/ecuador/", "csrf_token": token})
    session.refresh(account)
    assert account.language == "pt"
    elsewhere = browser(account).get("/ecuador/", headers={"Accept-Language": "en"})
    assert elsewhere.soup.html["lang"] == "pt"
    assert browser().get("/ecuador/", headers={"Accept-Language": "en"}).soup.html["lang"] == "en"


@pytest.mark.parametrize(
    ("treatment", "says", "counted"),
    [
        (Treatment.USTED, "Escriba su correo.", "Elija hasta 3 temas"),
        (Treatment.TU, "Escribe tu correo.", "Elige hasta 3 temas"),
    ],
)
def test_a_forum_says_tu_or_usted_throughout(app, session, treatment, says, counted):
    late = lazy_gettext("Escriba su correo.")
    with app.test_request_context("/"):
        g.forum = make_forum(session, treatment=treatment)
        assert (gettext("Escriba su correo."), str(late)) == (says, says)
        assert ngettext("Elija un tema", "Elija hasta %(num)d temas", 3) == counted
        assert gettext("Propuestas") == "Propuestas"
        g._flask_babel.babel_locale = None
        g.language = "en"
        assert gettext("Propuestas") == "Proposals"


def test_outside_any_forum_pages_say_usted(app, session):
    make_forum(session, treatment=Treatment.TU)
    with app.test_request_context("/entrar"):
        assert gettext("Escriba su correo.") == "Escriba su correo."


def test_a_letter_speaks_as_the_forum_that_sends_it(app, session):
    familiar, formal = make_forum(session, treatment=Treatment.TU), make_forum(session, "otro")
    with app.test_request_context("/"):
        g.forum = familiar  # the letters of one forum leave while a page of another is served
        assert in_language("es", "Su caso", formal.id) == "Su caso"
        assert in_language("es", "Su caso", familiar.id) == "Tu caso"
        assert in_language("es", "Su caso") == "Su caso"


def test_the_secretariat_chooses_voice_and_languages(session, browser):
    forum = make_forum(session)
    make_cycle(session, forum)
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/idiomas")
    page = secretary.submit(page, treatment="tu", languages=["qu", "en", "es"])
    assert page.status == 200
    session.refresh(forum)
    assert (forum.treatment, forum.languages) == (Treatment.TU, ["en", "qu"])
    assert [button["value"] for button in page.soup.select("button[name=tongue]")] == ["es", "en", "qu"]


@pytest.mark.parametrize(
    ("zone", "language", "written"),
    [
        ("America/Guayaquil", "es", ("1\u202f234,5", "12,3 %")),
        ("America/Mexico_City", "es", ("1\u202f234.5", "12.3 %")),
        ("America/Guayaquil", "en", ("1\u202f234.5", "12.3 %")),
        ("America/Sao_Paulo", "pt", ("1\u202f234,5", "12,3 %")),
        ("UTC", "es", ("1\u202f234,5", "12,3 %")),
    ],
)
def test_numbers_are_written_as_the_forums_country_writes_them(app, session, zone, language, written):
    with app.test_request_context("/"):
        g.forum, g.language = make_forum(session, time_zone=zone), language
        assert (number(1234.5), percent(0.123)) == written


@pytest.mark.parametrize(
    "name",
    [
        "Tsenkush", "Ka̱s Etsa", "ꞌAtl Cuauhtli", "Yʉri Tʉtʉ", "T+t+ Carrillo", "Kʼinich", "D’Angelo", "Rumiñahui",
        "María de los Ángeles Guadalupe Fernández-Salvador Chuquimarca de la Torre",
    ],
)  # fmt: skip
def test_names_of_american_peoples_are_names(name):
    assert checked_name(name) == name
