"""A long plan is made beside the server, once, and waits; it never says what is no longer so."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Role
from gacocrea.plan import prepared
from gacocrea.plan.actions import freeze
from gacocrea.plan.models import PlanStage
from gacocrea.plan.prepared import LEASE, FileState, PreparedFile
from gacocrea.plan.views import documents, preparing
from gacocrea.web.application import Gacocrea
from tests.browser import Browser, Page
from tests.factories import actor_of
from tests.support import NOON
from tests.thread import STEP, Thread, make_proposal

Open = Callable[..., Browser]
EXPORT = "/ecuador/2026-2028/secretaria/plan"


@pytest.fixture
def long_plan(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thread]:
    """A plan that counts as too long to be written while somebody waits for the page."""
    monkeypatch.setattr(documents, "SMALL", 0)
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    thread.draft(theme, lead="Contratación", problem="Nadie sabe cuánto cuesta.", milestones=(STEP,))
    yield thread
    for path in preparing.folder().glob("*"):
        path.unlink()


@pytest.fixture
def secretary(browser: Open, long_plan: Thread) -> Browser:
    return browser(long_plan.secretary)


def asked(secretary: Browser, kind: str = "json") -> Page:
    return secretary.submit(secretary.get(f"{EXPORT}?idioma=es"), tipo=kind)


def made(session: Session) -> PreparedFile:
    session.expire_all()
    return session.scalars(select(PreparedFile)).one()


def test_a_long_plan_is_asked_for_made_and_then_waits_to_be_taken_away(
    secretary: Browser, session: Session
) -> None:
    page = asked(secretary)
    assert "Se está preparando." in page.words
    assert page.response.headers["Refresh"] == f"4; url={EXPORT}?idioma=es"
    assert preparing.make_all() == 1
    page = secretary.get(f"{EXPORT}?idioma=es")
    assert "Refresh" not in page.response.headers
    assert f"{EXPORT}.json?idioma=es" in page.links()
    assert "Descargar" in page.words
    taken = secretary.get(f"{EXPORT}.json?idioma=es")
    assert "Obras a la vista" in taken.body
    assert made(session).size == len(taken.response.data)


def test_a_long_plan_is_not_written_while_somebody_waits_for_the_page(secretary: Browser) -> None:
    page = secretary.get(f"{EXPORT}.docx?idioma=es")
    assert page.path == EXPORT
    assert "Preparar" in page.words


def test_the_same_document_is_made_once(secretary: Browser, session: Session) -> None:
    asked(secretary)
    asked(secretary)
    assert preparing.make_all() == 1
    asked(secretary)
    assert preparing.make_all() == 0


def test_a_document_that_says_what_is_no_longer_so_is_not_served(
    secretary: Browser, session: Session, long_plan: Thread
) -> None:
    asked(secretary)
    preparing.make_all()
    freeze(
        session,
        actor=actor_of(long_plan.secretary, Role.SECRETARIAT),
        cycle=long_plan.cycle,
        stage=PlanStage.CONSULTATION,
        now=NOON,
    )
    assert "Descargar" not in secretary.get(f"{EXPORT}?idioma=es").words
    assert secretary.get(f"{EXPORT}.json?idioma=es").path == EXPORT


def test_what_a_killed_maker_left_is_made_anew_and_its_late_work_is_not_taken(
    secretary: Browser, session: Session, clock: FixedClock, app: Gacocrea
) -> None:
    asked(secretary)
    first = prepared.take_next(session, NOON)
    assert first is not None
    session.commit()
    session.expunge(first)
    assert not preparing.make_next()
    app.clock = FixedClock(NOON + LEASE + timedelta(seconds=1))
    assert "Se detuvo antes de terminar." in secretary.get(f"{EXPORT}?idioma=es").words
    assert preparing.make_next()
    assert not prepared.finish(session, first, name="late", size=1, now=NOON)
    session.commit()
    assert made(session).state is FileState.READY
    assert made(session).name != "late"


def test_a_document_that_cannot_be_made_says_so_and_may_be_asked_for_again(
    secretary: Browser, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> bytes:
        raise ValueError

    asked(secretary)
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "written", broken)
        assert preparing.make_next()
    page = secretary.get(f"{EXPORT}?idioma=es")
    assert "No se pudo preparar." in page.words
    asked(secretary)
    assert preparing.make_next()
    assert made(session).state is FileState.READY


def test_a_plan_that_changed_after_it_was_asked_for_is_asked_for_as_it_is_now(
    secretary: Browser, session: Session
) -> None:
    asked(secretary)
    row = made(session)
    row.mark = "before"
    session.commit()
    assert preparing.make_all() == 2
    assert f"{EXPORT}.json?idioma=es" in secretary.get(f"{EXPORT}?idioma=es").links()


def test_only_the_latest_files_are_kept(secretary: Browser, session: Session) -> None:
    for kind in ("json", "csv", "docx"):
        asked(secretary, kind)
    preparing.make_all()
    (preparing.folder() / "stray").write_bytes(b"")
    assert prepared.forget_old(session, preparing.folder(), keep=1) == 2
    session.commit()
    assert [path.name for path in preparing.folder().glob("*")] == [made(session).name]


def test_a_kind_that_there_is_not_cannot_be_asked_for(secretary: Browser) -> None:
    page = secretary.get(EXPORT)
    assert secretary.post(f"{EXPORT}/preparar", page.form() | {"tipo": "exe"}).status == 404


@pytest.mark.both_engines
def test_a_document_is_taken_by_one_maker_alone(thread: Thread, session: Session) -> None:
    make_proposal(session, thread.cycle)
    for kind in ("docx", "pdf"):
        prepared.ask(session, cycle=thread.cycle, kind=kind, language="es", mark="m", now=NOON)
    session.commit()
    first = prepared.take_next(session, NOON)
    session.commit()
    assert first is not None
    assert prepared.take_next(session, NOON) is None
    prepared.tell(session, first, done=3, steps=9, now=NOON)
    assert prepared.finish(session, first, name="1", size=9, now=NOON)
    session.commit()
    second = prepared.take_next(session, NOON)
    assert second is not None
    assert second.kind == "pdf"
