"""Following with a button, choosing how often, leaving with one click, and feeds that every reader understands."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.mail import Letter
from gacocrea.core.terms import Actor, Phase
from gacocrea.notices.commands import tell_followers
from gacocrea.notices.models import Following, NoticeWish, Rhythm
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal
from gacocrea.web.application import deliver_letters
from tests.browser import Browser, Page
from tests.factories import make_account
from tests.support import NOON
from tests.thread import Thread, make_proposal, make_theme

CYCLE = "/ecuador/2026-2028"
PROPOSAL = f"{CYCLE}/propuestas/P-0001"
ATOM = "{http://www.w3.org/2005/Atom}"
Browsers = Callable[..., Browser]


@pytest.fixture
def thread(make: Callable[[Phase], Thread], session: Session) -> Thread:
    """A cycle with one proposal in a theme."""
    made = make(Phase.ANALYSIS)
    make_theme(session, made.cycle, make_proposal(session, made.cycle))
    return made


def happen(session: Session, thread: Thread, subject: str, verb: str = "proposal.edited") -> None:
    about: dict[str, Any] = {"forum_id": thread.forum.id, "cycle_id": thread.cycle.id}
    record.write(session, actor=Actor(name="La mesa"), now=NOON, verb=verb, subject=subject, **about)
    session.commit()


def followed(session: Session) -> list[tuple[str, bool]]:
    return [
        (row.subject, row.is_on) for row in session.scalars(select(Following).order_by(Following.subject))
    ]


def test_a_button_follows_and_stops_without_a_script(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    visitor = browser(make_account(session))
    page = visitor.submit(visitor.get(PROPOSAL), "seguir")
    assert page.path == PROPOSAL
    assert "Dejar de seguir P-0001" in page.words
    assert followed(session) == [("P-0001", True)]
    visitor.submit(page, "seguir")
    assert followed(session) == [("P-0001", False)]


@pytest.mark.slow
def test_every_kind_of_thing_has_its_button(thread: Thread, session: Session, browser: Browsers) -> None:
    visitor = browser(make_account(session))
    for path in (PROPOSAL, f"{CYCLE}/temas/T-001", f"{CYCLE}/"):
        visitor.submit(visitor.get(path), "seguir")
    assert [subject for subject, _on in followed(session)] == ["P-0001", "T-001", "transparencia"]


def test_a_stranger_is_shown_no_button_and_an_author_follows_already(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    assert "Seguir P-0001" not in browser().get(PROPOSAL).words
    author = session.get_one(Account, session.scalars(select(Proposal.author_id)).one())
    assert "Dejar de seguir P-0001" in browser(author).get(PROPOSAL).words


def test_my_page_lists_what_i_follow_and_how_often_i_hear(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    account = make_account(session)
    visitor = browser(account)
    visitor.submit(visitor.get(f"{CYCLE}/temas/T-001"), "seguir")
    page = visitor.get("/mi/")
    assert "T-001" in page.words
    visitor.submit(page, "/mi/avisos", rhythm="daily")
    assert session.get_one(NoticeWish, account.id).rhythm is Rhythm.DAILY
    assert visitor.submit(page, "/mi/avisos", rhythm="siempre").status == 400


def sent_letter(
    session: Session, thread: Thread, browser: Browsers, letters: list[Letter], **given: Any
) -> Letter:
    visitor = browser(make_account(session, **given))
    visitor.submit(visitor.get(PROPOSAL), "seguir")
    tell_followers()
    happen(session, thread, "P-0001", "theme.merged")
    tell_followers()
    deliver_letters()
    return letters[-1]


def test_a_letter_reads_well_and_says_how_to_get_no_more(
    thread: Thread, session: Session, browser: Browsers, letters: list[Letter]
) -> None:
    letter = sent_letter(session, thread, browser, letters)
    assert letter.subject == "Se unieron otros temas a P-0001, Letrero con el costo"
    assert letter.body.startswith(f"{letter.subject}\nhttp://127.0.0.1:8000{PROPOSAL}\n\nRecibe esta carta")
    message = message_from_bytes(letter.message("foro@example.org").as_bytes(), policy=default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip() == f"<{letter.unsubscribe}>"
    assert letter.unsubscribe in letter.body


def test_one_click_of_a_mail_program_ends_the_letters_without_signing_in(
    thread: Thread, session: Session, browser: Browsers, letters: list[Letter]
) -> None:
    path = sent_letter(session, thread, browser, letters).unsubscribe.removeprefix("http://127.0.0.1:8000")
    stranger = browser()
    asked = stranger.get(path)
    assert "¿No recibir más avisos?" in asked.words
    assert session.scalars(select(NoticeWish)).all() == []
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status == 200
    assert session.scalars(select(NoticeWish)).one().rhythm is Rhythm.NEVER


@pytest.mark.parametrize("token", ["1", "WzFd.x", "-", "%00", "9" * 300])
def test_a_link_that_nobody_signed_ends_nothing(session: Session, browser: Browsers, token: str) -> None:
    for page in (browser().get(f"/avisos/baja/{token}"), browser().post(f"/avisos/baja/{token}", {})):
        assert page.status == 404
    assert session.scalars(select(NoticeWish)).all() == []


def feed(page: Page) -> ET.Element:
    """Return a feed that holds to RFC 4287 as far as readers insist on it."""
    assert page.response.mimetype == "application/atom+xml"
    root = ET.fromstring(page.response.get_data())
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
            assert part.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+[+]00:00", str(part.findtext(f"{ATOM}updated")))
        assert part.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    names = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(names)) == len(names)
    return root


def titles(root: ET.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in root.findall(f"{ATOM}entry")]


def test_feeds_tell_the_record_of_a_cycle_its_proposals_and_a_pillar(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    for verb in ("proposal.submitted", "proposal.argued"):
        happen(session, thread, "P-0001", verb)
    happen(session, thread, "integridad", "poll.opened")
    happen(session, thread, "P-0001", "content.reported")
    whole, new, pillar = (
        titles(feed(browser().get(f"{CYCLE}/{name}.atom")))
        for name in ("novedades", "propuestas", "pilares/transparencia")
    )
    assert len(whole) == 3
    assert new == ["Nueva propuesta: P-0001, Letrero con el costo"]
    assert len(pillar) == 2


def test_the_feed_of_a_commitment_holds_its_milestones_too(
    make: Callable[[Phase], Thread], session: Session, browser: Browsers
) -> None:
    thread = make(Phase.DRAFTING)
    theme = thread.theme(make_proposal(session, thread.cycle))
    thread.elect(theme)
    thread.draft(theme)
    happen(session, thread, "C-01.1", "milestone.reported")
    page = browser().get(f"{CYCLE}/compromisos/C-01")
    links = [str(link["href"]) for link in page.soup.select("link[rel=alternate]")]
    assert f"{CYCLE}/compromisos/C-01.atom" in links
    assert len(titles(feed(browser().get(f"{CYCLE}/compromisos/C-01.atom")))) == 2


def test_the_name_of_an_entry_does_not_change_when_others_follow(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    happen(session, thread, "P-0001")
    first = feed(browser().get(f"{CYCLE}/novedades.atom")).findtext(f"{ATOM}entry/{ATOM}id")
    happen(session, thread, "P-0001")
    names = [entry.text for entry in feed(browser().get(f"{CYCLE}/novedades.atom")).iter(f"{ATOM}id")]
    assert first in names


@pytest.mark.parametrize(
    "name", ["pilares/nada", "compromisos/C-1", "compromisos/C-99", "compromisos/P-0001"]
)
def test_a_feed_of_nothing_is_not_there(thread: Thread, browser: Browsers, name: str) -> None:
    assert browser().get(f"{CYCLE}/{name}.atom").status == 404


def test_a_cycle_that_nobody_published_has_no_feed_and_no_trace_of_one(
    thread: Thread, session: Session, browser: Browsers
) -> None:
    thread.cycle.published_at = None
    session.commit()
    page = browser().get(f"{CYCLE}/novedades.atom")
    assert page.status == 404
    assert "application/atom" not in page.body


def test_a_feed_takes_the_same_statements_for_one_entry_as_for_thirty(
    thread: Thread, session: Session, browser: Browsers, count_statements: Callable[[], Any]
) -> None:
    def statements() -> int:
        with count_statements() as seen:
            browser().get(f"{CYCLE}/novedades.atom")
        return len(seen)

    happen(session, thread, "P-0001")
    few = statements()
    for _each in range(30):
        happen(session, thread, "P-0001")
    assert statements() == few <= 12
