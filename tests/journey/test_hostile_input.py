"""Nothing that a person can send brings a page down, takes long, or leaves something half stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.terms import Phase
from gacocrea.proposals.models import Pace
from gacocrea.voting.models import Step
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import make_account
from tests.journey.hostile import (
    DAYS,
    HEADS,
    NUMBERS,
    PADDING,
    PARTS,
    STRINGS,
    Form,
    addresses,
    asked_names,
    blobs,
    bodies,
    forms_found,
    forms_of,
    method_of,
    send,
    status,
    values_for,
    walk,
)
from tests.learning.courses import School
from tests.thread import Thread, make_proposal

HERE = "/ecuador/2026-2028"
STARTS = ("/", "/ecuador/", f"{HERE}/", "/mi/", "/entrar", "/cuenta/nueva", "/cuenta/clave")
DESKS = (
    f"{HERE}/mesa/?compacta=1",
    f"{HERE}/mesa/votacion",
    "/ecuador/secretaria/ciclo",
    f"{HERE}/secretaria/plan",
    "/ecuador/secretaria/cursos/A-01/lista",
    "/ecuador/secretaria/cursos/A-01/asistencia/1",
)
PLACE = {"forum": "ecuador", "cycle": "2026-2028"}
REAL = PLACE | {"ref": "P-0001", "pillar": "integridad", "kind": "json", "code": "R-01", "mark": "x", "token": "x",
                "provider": "x", "duty": "contact", "version": "2026-11", "digest": "x", "day": "2026-06-12",
                "chapter": "votar", "tongue": "en", "thing": "tema", "place": "T-001",
                "name": "gacocrea.css"}  # fmt: skip
Variants = Callable[[Form], list[dict[str, Any]]]


class Town:
    """A small forum with something of everything, and the browsers of four people."""

    def __init__(self, app: Gacocrea, session: Session, thread: Thread, phase: Phase) -> None:
        self.app, self.session, self.phase = app, session, phase
        session.add(
            Pace(cycle_id=thread.cycle.id, account_hour=1000)
        )  # nobody here waits for the flood to pass
        citizen = make_account(session, "Rosa Quishpe")
        make_proposal(session, thread.cycle, author_id=citizen.id, author_name=citizen.display_name)
        make_proposal(session, thread.cycle, "Otra obra sin letrero")
        School(session, -0.02, 6, forum=thread.forum).write_down("Don Segundo")  # a course whose doors are open
        themes = [thread.theme(), thread.theme(pillar=1)]
        if phase is Phase.VOTING:
            thread.sign(Step.OPEN, thread.window(Phase.VOTING).opens_at)
        elif phase is not Phase.ANALYSIS:
            thread.elect(*themes)
            thread.draft(themes[0], brief="Cada obra con su página.")
        people = {
            "stranger": None,
            "citizen": citizen,
            "core group": thread.core[0],
            "secretary": thread.secretary,
        }
        self.browsers = {who: Browser(app, account) for who, account in people.items()}

    def send(self, variants: Variants, *, each: int = 1, people: tuple[str, ...] = ()) -> None:
        """Send every form that each of `people` (all four) finds, in each of its variants.

        What does not stand in the cycle is the same in every phase: it is sent in the first one alone.
        """
        wrong: list[str] = []
        taken: set[str] = set()
        known: set[object] = set()
        for who in people or self.browsers:
            browser = self.browsers[who]
            forms = forms_found(self.app, browser, *STARTS, *DESKS, known=known, each=each)
            assert forms, who
            if self.phase is not Phase.ANALYSIS:
                forms = [form for form in forms if form.path.startswith(HERE)]
            for form, typed in ((one, typed) for one in forms for typed in variants(one)):
                try:
                    if send(self.session, browser, form.path, typed).status_code < 400:
                        taken.add(form.path)
                except AssertionError as error:
                    wrong.append(f"{who}: {error}")
        assert wrong == []
        assert len(taken) > 2, "some of it all is decent enough to be taken"

    def stands(self, *, each: int = 3) -> None:
        """Look that everything stored shows on its pages and goes into every document."""
        for who in ("stranger", "secretary"):
            walk(self.app, self.browsers[who], *STARTS, each=each)
        for kind in ("json", "csv", "docx", "pdf"):
            page = self.browsers["secretary"].get(f"{HERE}/secretaria/plan.{kind}?idioma=es")
            assert page.status == 200, f"plan.{kind}: {page.status}"


@pytest.fixture
def town(app: Gacocrea, session: Session, make: Callable[[Phase], Thread]) -> Town:
    """The town while people propose and the core group answers."""
    return Town(app, session, make(Phase.ANALYSIS), Phase.ANALYSIS)


@pytest.fixture(params=[Phase.ANALYSIS, Phase.VOTING, Phase.DRAFTING, Phase.IMPLEMENTATION], ids=str)
def any_town(
    request: pytest.FixtureRequest, app: Gacocrea, session: Session, make: Callable[..., Thread]
) -> Town:
    return Town(app, session, make(request.param), request.param)


def test_every_form_takes_or_refuses_whatever_is_typed(town: Town) -> None:
    def variants(form: Form) -> list[dict[str, Any]]:
        texts = [form.typed(text=text + PADDING) for text in (STRINGS[0], STRINGS[3])]
        return [*texts, form.typed(text=STRINGS[2], number="9" * 30, day="9999-12-31")]

    town.send(variants, each=1, people=("citizen", "core group"))


@pytest.mark.slow
@pytest.mark.both_engines
def test_every_field_takes_or_refuses_whatever_is_typed(any_town: Town) -> None:
    """The second database hears only the texts that a database can mind: the program reads them alike on both."""
    minded = STRINGS if db.engine.dialect.name == "sqlite" else STRINGS[:3]

    def variants(form: Form) -> list[dict[str, Any]]:
        said = [form.typed(text=text + PADDING) for text in minded] + [form.typed(text=STRINGS[0])]
        said += [form.typed(number=number) for number in NUMBERS if "number" in form.kinds.values()]
        said += [form.typed(day=day) for day in DAYS if "date" in form.kinds.values()]
        for name, kind in form.kinds.items() - {("csrf_token", "hidden")}:
            rest = {key: value for key, value in form.filled.items() if key != name}
            odd = () if kind == "text" else (STRINGS[0], "9" * 5000)  # each text has heard these already
            said += [rest, *(rest | {name: value} for value in (*odd, ["1", "b"]))]
        return [*said, *(form.filled | {button: "1"} for button in form.buttons)]

    any_town.send(variants)
    any_town.stands()


@pytest.mark.slow
def test_a_megabyte_in_any_field_is_answered(any_town: Town) -> None:
    any_town.send(lambda form: [form.typed(text=blob) for blob in blobs()], each=1)


@pytest.mark.slow
@pytest.mark.real
def test_the_list_of_naughty_strings_can_be_proposed_and_answered(town: Town, real_data: Path) -> None:
    strings = json.loads((real_data / "text_lists" / "blns.json").read_text("utf-8"))
    author, member = town.browsers["citizen"], town.browsers["core group"]
    proposing = next(forms_of(author.get(f"{HERE}/propuestas/nueva"), "main"))
    for text in strings:
        send(town.session, author, proposing.path, proposing.typed(text=text + PADDING))
        answering = next(forms_of(member.get(f"{HERE}/mesa/"), "main"))
        answer = answering.typed(text=text + PADDING) | {"outcome": "next_cycle"}
        send(town.session, member, answering.path, answer)
    town.stands()


def test_a_milestone_of_an_odd_number_is_left_out(
    app: Gacocrea, session: Session, make: Callable[[Phase], Thread]
) -> None:
    browser = Town(app, session, make(Phase.DRAFTING), Phase.DRAFTING).browsers["core group"]
    page = browser.get(f"{HERE}/compromisos/C-01/editar")
    for odd in ("²", "-1", "9" * 5000, "x", "99999999"):
        send(session, browser, page.path, page.form() | {f"milestones-{odd}-text": "Un hito"})


@pytest.mark.slow
@pytest.mark.both_engines
def test_any_part_of_an_address_is_answered(town: Town) -> None:
    asked = list(addresses(town.app, REAL, PARTS))
    answers = {path: status(town.browsers["secretary"], path, method) for method, path in asked}
    assert {path: code for path, code in answers.items() if code >= 500} == {}


@pytest.mark.slow
@pytest.mark.both_engines
@pytest.mark.parametrize(
    "word", ["nulo\x00", "9" * 5000, "²", "//[::1"], ids=["nul", "nines", "two", "brackets"]
)
def test_any_query_is_answered(town: Town, word: str) -> None:
    adapter, browser = town.app.url_map.bind("localhost"), town.browsers["core group"]
    rules = [rule for rule in town.app.url_map.iter_rules() if method_of(rule) == "GET"]
    paths = [adapter.build(rule.endpoint, values_for(rule, REAL), method="GET") for rule in rules]
    asked = dict.fromkeys(asked_names(), word)
    assert [path for path in paths if status(browser, path, query_string=asked) >= 500] == []
    broken = "?q=%ff%fe&desde=%00&p=%ed%a0%80&&=&%"
    assert status(browser, f"{HERE}/propuestas{broken}") < 500
    assert status(browser, f"{HERE}/mesa/{broken}") < 500


def test_other_methods_and_bodies_are_answered(town: Town) -> None:
    browser = town.browsers["core group"]
    for path in ("/", "/entrar", "/lectura", f"{HERE}/propuestas/nueva", f"{HERE}/mesa/", "/nada"):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "POST", "LO-QUE-SEA"):
            assert status(browser, path, method) < 500, (path, method)
        for body in bodies():
            assert status(browser, path, "POST", **body) < 500, (path, body)


def test_any_head_is_answered(town: Town) -> None:
    for path in ("/", "/ecuador/", f"{HERE}/propuestas", "/nada", "/mi/"):
        answers = [status(Browser(town.app), path, headers=heads) for heads in HEADS]
        assert [heads for heads, code in zip(HEADS, answers, strict=True) if code >= 500] == [], path


def test_a_way_back_that_is_none_leads_to_the_front(town: Town) -> None:
    browser = town.browsers["stranger"]
    form = next(form for form in forms_of(browser.get("/")) if form.path == "/lectura")
    for target in ("//[", "http://[::1", "/\\x", "\x00", "//x", "/a\r\nX: y", "9" * 9000):
        assert status(browser, "/entrar", query_string={"next": target}) < 500
        answer = send(town.session, browser, form.path, form.filled | {"next": target})
        assert (answer.status_code, answer.location) == (302, "/"), target
