"""Notices: from the public record to those who follow, each thing once, never to who did it, never about a ballot."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import NotAllowed, NotThere
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.permissions import Action
from gacocrea.core.terms import VISITOR, Actor, Phase
from gacocrea.notices.actions import Voice, choose_rhythm, follow, queue_notices, stop_all
from gacocrea.notices.models import Following, NoticeMark, PendingNotice, Rhythm
from gacocrea.people.models import Account
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.web.text import in_language
from tests.factories import actor_of, make_account
from tests.support import NOON
from tests.thread import Thread, make_proposal, make_theme

pytestmark = pytest.mark.both_engines
VOICE = Voice("https://foro.example", in_language, lambda id: f"https://foro.example/avisos/baja/{id}")
SOMEBODY = Actor(name="La mesa")


@pytest.fixture
def thread(make: Callable[[Phase], Thread], session: Session) -> Thread:
    """A cycle whose record was told up to now."""
    made = make(Phase.ANALYSIS)
    tell(session)
    return made


def tell(session: Session, now: Any = NOON) -> None:
    while queue_notices(session, voice=VOICE, now=now):
        session.commit()
    session.commit()


def happen(
    session: Session, thread: Thread, subject: str, verb: str = "proposal.edited", by: Actor = SOMEBODY
) -> None:
    about: dict[str, Any] = {"forum_id": thread.forum.id, "cycle_id": thread.cycle.id}
    record.write(session, actor=by, now=NOON, verb=verb, subject=subject, **about)
    session.commit()


def letters(session: Session) -> list[OutboxLetter]:
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def proposal(session: Session, thread: Thread, **given: Any) -> Proposal:
    if "author_id" not in given:
        given["origin"] = Origin.IMPORT
    return make_proposal(session, thread.cycle, author_name="Ana", **given)


def follower(session: Session, thread: Thread, subject: str, **given: Any) -> Account:
    account = make_account(session, **given)
    follow(session, actor=actor_of(account), cycle=thread.cycle, subject=subject, is_on=True, now=NOON)
    session.commit()
    return account


def test_who_follows_a_proposal_hears_of_it_once(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    account = follower(session, thread, "P-0001")
    happen(session, thread, "P-0001")
    for _again in range(3):
        tell(session)
    [letter] = letters(session)
    assert letter.to == account.email
    assert letter.facts["line"] == "Su autora o autor cambió la propuesta P-0001, Letrero con el costo"
    assert letter.facts["address"] == "https://foro.example/ecuador/2026-2028/propuestas/P-0001"


def test_nobody_is_told_what_happened_before_the_first_round(
    make: Callable[[Phase], Thread], session: Session
) -> None:
    made = make(Phase.ANALYSIS)
    proposal(session, made)
    follower(session, made, "P-0001")
    happen(session, made, "P-0001")
    tell(session)
    assert letters(session) == []


def test_a_crash_before_the_commit_leaves_neither_mark_nor_letter_and_the_next_round_does_it(
    session: Session, thread: Thread
) -> None:
    proposal(session, thread)
    follower(session, thread, "P-0001")
    happen(session, thread, "P-0001")
    before = session.scalars(select(NoticeMark.entry_id)).one()
    queue_notices(session, voice=VOICE, now=NOON)
    session.rollback()
    assert letters(session) == []
    assert session.scalars(select(NoticeMark.entry_id)).one() == before
    tell(session)
    assert len(letters(session)) == 1


def test_a_mark_put_back_writes_no_letter_twice(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    follower(session, thread, "P-0001")
    before = session.scalars(select(NoticeMark.entry_id)).one()
    happen(session, thread, "P-0001")
    tell(session)
    session.scalars(select(NoticeMark)).one().entry_id = before
    tell(session)
    assert len(letters(session)) == 1


def test_who_did_it_is_not_told_of_it(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    account = follower(session, thread, "P-0001")
    happen(session, thread, "P-0001", by=actor_of(account))
    tell(session)
    assert letters(session) == []


def test_authors_follow_their_own_and_what_became_of_it_until_they_stop(
    session: Session, thread: Thread
) -> None:
    author = make_account(session)
    own = proposal(session, thread, author_id=author.id)
    make_theme(session, thread.cycle, own)
    happen(session, thread, "P-0001", "proposal.argued")
    happen(session, thread, "T-001", "theme.edited")
    tell(session)
    assert [letter.to for letter in letters(session)] == [author.email] * 2
    follow(session, actor=actor_of(author), cycle=thread.cycle, subject="P-0001", is_on=False, now=NOON)
    happen(session, thread, "P-0001", "proposal.argued")
    tell(session)
    assert len(letters(session)) == 2


def test_an_author_hears_of_the_answer_by_its_own_letter_and_a_follower_by_a_notice(
    session: Session, thread: Thread
) -> None:
    proposal(session, thread, author_id=make_account(session).id)
    other = follower(session, thread, "P-0001")
    happen(session, thread, "P-0001", "proposal.answered")
    tell(session)
    assert [letter.to for letter in letters(session)] == [other.email]


def test_who_follows_a_pillar_hears_of_everything_in_it_and_of_nothing_else(
    session: Session, thread: Thread
) -> None:
    account = follower(session, thread, thread.cycle.pillars[0].key)
    proposal(session, thread)
    proposal(session, thread, pillar=1)
    for code in ("P-0001", "P-0002"):
        happen(session, thread, code, "proposal.submitted")
    happen(session, thread, thread.cycle.pillars[0].key, "poll.opened")
    tell(session)
    assert [letter.to for letter in letters(session)] == [account.email] * 2
    assert "P-0002" not in "".join(letter.facts["line"] for letter in letters(session))


def test_following_the_thing_and_its_pillar_is_one_letter(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    account = follower(session, thread, "P-0001")
    pillar = thread.cycle.pillars[0].key
    follow(session, actor=actor_of(account), cycle=thread.cycle, subject=pillar, is_on=True, now=NOON)
    happen(session, thread, "P-0001")
    tell(session)
    assert len(letters(session)) == 1


def test_a_milestone_belongs_to_its_commitment(session: Session, make: Callable[[Phase], Thread]) -> None:
    thread = make(Phase.DRAFTING)
    tell(session)
    theme = thread.theme(make_proposal(session, thread.cycle))
    thread.elect(theme)
    thread.draft(theme)
    tell(session)
    account = follower(session, thread, "C-01")
    happen(session, thread, "C-01.2", "milestone.reported")
    before = len(letters(session))
    tell(session)
    assert sum(letter.to == account.email for letter in letters(session)[before:]) == 1


def test_a_hidden_proposal_is_in_no_letter(session: Session, thread: Thread) -> None:
    found = proposal(session, thread)
    follower(session, thread, "P-0001")
    happen(session, thread, "P-0001")
    found.status, found.hidden_at, found.hidden_from = ProposalStatus.HIDDEN, NOON, "submitted"
    tell(session)
    assert letters(session) == []


def test_a_letter_a_day_gathers_what_happened_and_leaves_in_the_morning(
    session: Session, thread: Thread
) -> None:
    proposal(session, thread)
    account = follower(session, thread, "P-0001")
    choose_rhythm(session, actor=actor_of(account), rhythm=Rhythm.DAILY, now=NOON)
    for verb in ("proposal.edited", "proposal.argued"):
        happen(session, thread, "P-0001", verb)
    tell(session)
    assert letters(session) == []
    morning = (NOON + timedelta(days=1)).replace(hour=11)
    tell(session, morning - timedelta(minutes=1))
    assert letters(session) == []
    for _again in range(2):
        tell(session, morning)
    [letter] = letters(session)
    assert letter.facts["lines"].count("https://foro.example/") == 2
    assert session.scalar(select(func.count()).select_from(PendingNotice)) == 0
    tell(session, morning + timedelta(days=1))
    assert len(letters(session)) == 1


def test_who_wants_none_gets_none_and_the_link_of_a_letter_is_enough_to_say_so(
    session: Session, thread: Thread
) -> None:
    proposal(session, thread)
    account = follower(session, thread, "P-0001")
    stop_all(session, account_id=account.id)
    happen(session, thread, "P-0001")
    tell(session)
    assert letters(session) == []
    assert session.scalars(select(Following)).one().is_on


def test_an_unconfirmed_address_gets_nothing(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    follower(session, thread, "P-0001").email_confirmed_at = None
    happen(session, thread, "P-0001")
    tell(session)
    assert letters(session) == []


def test_only_what_the_cycle_shows_can_be_followed(session: Session, thread: Thread) -> None:
    proposal(session, thread)
    me = actor_of(make_account(session))
    for subject in ("P-0002", "P-1", "p-0001", "C-01", "D-001", "nada", "", "9" * 400, "P-999999999"):
        with pytest.raises(NotThere):
            follow(session, actor=me, cycle=thread.cycle, subject=subject, is_on=True, now=NOON)
    with pytest.raises(NotAllowed, match="sign_in"):
        follow(session, actor=VISITOR, cycle=thread.cycle, subject="P-0001", is_on=True, now=NOON)
    assert Action.FOLLOW
