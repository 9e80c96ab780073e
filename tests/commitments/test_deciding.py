"""After the vote only a decision of the group takes a commitment out of the plan or brings another in."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from gacocrea.commitments import actions
from gacocrea.commitments.models import Commitment, CommitmentStatus, Duty
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.forum.models import Motion
from tests.browser import Browser
from tests.factories import make_account
from tests.support import NOON
from tests.thread import Thread
from tests.votes import carry

HERE = "/ecuador/2026-2028/compromisos"
WHY = "La institución no tiene competencia y así lo dijo."


@pytest.fixture
def commitment(thread: Thread) -> Commitment:
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    return thread.draft(theme)


def only_motion(thread: Thread, kind: str) -> Motion:
    return thread.session.scalars(select(Motion).where(Motion.kind == kind)).one()


def test_a_member_puts_a_withdrawal_to_the_vote_and_the_page_shows_the_decision(
    thread: Thread, commitment: Commitment, browser: Callable[..., Browser]
) -> None:
    member = browser(thread.core[0])
    put = member.submit(member.get(f"{HERE}/C-01/retirar"), reason=WHY, sure="y")
    assert "Lo que se hará si se aprueba" in put.words
    assert commitment.status is CommitmentStatus.DRAFT
    carry(thread.session, thread.forum, only_motion(thread, actions.WITHDRAWAL), NOON)
    thread.session.commit()
    done = member.submit(member.get(put.path), f"{HERE}/mocion/M-001" if "M-001" in put.path else None)
    assert "Este compromiso se retiró del borrador." in done.words
    assert WHY in done.words
    assert "Lo decidió el grupo: D-" in done.words


def test_a_rejected_or_used_motion_withdraws_nothing(thread: Thread, commitment: Commitment) -> None:
    who: dict[str, Any] = {"actor": thread.member(), "cycle": thread.cycle, "commitment": commitment, "now": NOON}
    motion = actions.propose_withdrawal(
        thread.session, **who, reason=WHY, closes_at=NOON.replace(year=2027)
    )
    with pytest.raises(Conflict, match="motion_not_carried"):
        actions.withdraw(thread.session, **who, motion=motion)
    assert commitment.status is CommitmentStatus.DRAFT


def test_a_commitment_that_nobody_voted_for_says_which_decision_added_it(
    thread: Thread, commitment: Commitment, browser: Callable[..., Browser]
) -> None:
    member = browser(thread.core[0])
    page = member.get(f"{HERE}/agregar")
    short = member.submit(page, pillar=thread.cycle.pillars[1].key, name="Archivo abierto", reason="Sí.")
    assert short.status == 422
    put = member.submit(short, reason="El convenio internacional que se firmó en mayo lo pide.")
    motion = only_motion(thread, actions.ADDITION)
    carry(thread.session, thread.forum, motion, NOON)
    thread.session.commit()
    member.submit(member.get(put.path), f"{HERE}/mocion/{put.path.rpartition('/')[2]}")
    read = browser().get(f"{HERE}/C-02")
    assert "No viene de un tema votado: lo agregó el grupo." in read.words
    assert "El convenio internacional que se firmó en mayo lo pide." in read.words
    with pytest.raises(Conflict, match="motion_done"):
        actions.add(thread.session, actor=thread.member(), cycle=thread.cycle, motion=motion, now=NOON)


def test_people_of_the_forum_are_given_a_draft_and_find_it_on_their_page(
    thread: Thread, commitment: Commitment, browser: Callable[..., Browser]
) -> None:
    member = browser(thread.core[0])
    page = member.get(f"{HERE}/C-01/equipo")
    given = member.submit(page, person=str(thread.core[0].id), duty=Duty.CO_LEAD.value)
    assert thread.core[0].display_name in given.words
    assert "Redactar C-01, que usted tiene a cargo" in member.get("/mi/").words
    assert "Corresponsable de la sociedad civil" in browser().get(f"{HERE}/C-01").words
    action = next(form["action"] for form in given.soup.select("form[action]") if "quitar" in str(form["action"]))
    assert "Todavía nadie." in member.submit(given, str(action)).words


def test_a_stranger_to_the_forum_is_given_nothing(thread: Thread, commitment: Commitment) -> None:
    stranger = make_account(thread.session)
    who: dict[str, Any] = {"actor": thread.member(), "cycle": thread.cycle, "commitment": commitment, "now": NOON}
    with pytest.raises(Invalid, match="person_elsewhere"):
        actions.assign(thread.session, **who, account_id=stranger.id, duty=Duty.CONTACT)
