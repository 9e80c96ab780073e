"""What authors, the secretariat and upper floors do with proposals."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry, first_broken
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.proposals import actions, queries
from gacocrea.proposals.models import Origin, ProposalStatus, ProposalTerm, Stance
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.proposals.making import propose, words
from tests.support import NOON


@pytest.fixture
def cycle(session: Session) -> Cycle:
    return make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)


@pytest.fixture
def author(session: Session) -> Account:
    return make_account(session, "Rosa Elena")


def test_a_submitted_proposal_has_the_next_number_a_letter_and_a_record(
    session: Session, cycle: Cycle, author: Account
) -> None:
    assert [propose(session, cycle, author).number for _ in range(2)] == [1, 2]
    letters = session.scalars(select(OutboxLetter)).all()
    assert [letter.facts["reference"] for letter in letters] == ["P-0001", "P-0002"]
    entries = session.scalars(select(RecordEntry)).all()
    assert [(entry.verb, entry.subject) for entry in entries] == [
        ("proposal.submitted", "P-0001"),
        ("proposal.submitted", "P-0002"),
    ]
    assert first_broken(session) is None


def test_what_is_typed_is_stored_clean(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author, title="  Una\u200b  página\tpor obra ")
    assert made.title == "Una página por obra"


def test_a_proposal_too_short_is_refused_at_its_field(session: Session, cycle: Cycle, author: Account) -> None:
    with pytest.raises(Invalid) as refused:
        propose(session, cycle, author, problem="Nada")
    assert (refused.value.field, refused.value.code) == ("problem", "words_short")


def test_nobody_proposes_outside_the_phase(session: Session, cycle: Cycle, author: Account) -> None:
    with pytest.raises(NotAllowed):
        propose(session, cycle, author, now=NOON + timedelta(days=90))


def test_nobody_proposes_below_the_identity_level_of_the_cycle(session: Session, author: Account) -> None:
    strict = make_cycle(session, make_forum(session), phase=Phase.PROPOSALS, propose_level=1)
    with pytest.raises(NotAllowed, match="level"):
        propose(session, strict, author)


def test_a_pillar_of_another_cycle_is_not_there(session: Session, cycle: Cycle, author: Account) -> None:
    other = make_cycle(session, make_forum(session, "jalisco"), phase=Phase.PROPOSALS)
    with pytest.raises(NotThere):
        actions.submit(
            session, actor=actor_of(author), cycle=cycle, words=words(), pillar=other.pillars[0], now=NOON
        )


def test_a_draft_is_its_authors_alone_until_it_is_submitted(
    session: Session, cycle: Cycle, author: Account
) -> None:
    me, other = actor_of(author), actor_of(make_account(session))
    draft = actions.save_draft(
        session, actor=me, cycle=cycle, words=words(problem=""), pillar=cycle.pillars[0], now=NOON
    )
    session.commit()
    assert queries.page_of(session, cycle_id=cycle.id).rows == []
    assert queries.draft_of(session, cycle_id=cycle.id, account_id=author.id, draft_id=draft.id) is draft
    assert queries.draft_of(session, cycle_id=cycle.id, account_id=other.account_id or 0, draft_id=draft.id) is None
    with pytest.raises(NotThere):
        actions.submit(
            session, actor=other, cycle=cycle, words=words(), pillar=cycle.pillars[0], now=NOON, draft=draft
        )
    actions.submit(session, actor=me, cycle=cycle, words=words(), pillar=cycle.pillars[1], now=NOON, draft=draft)
    session.commit()
    assert queries.page_of(session, cycle_id=cycle.id).rows == [draft]
    with pytest.raises(Conflict):
        actions.discard_draft(session, actor=me, cycle=cycle, draft=draft, now=NOON)


def test_a_discarded_draft_leaves_nothing(session: Session, cycle: Cycle, author: Account) -> None:
    me = actor_of(author)
    draft = actions.save_draft(session, actor=me, cycle=cycle, words=words(), pillar=cycle.pillars[0], now=NOON)
    actions.discard_draft(session, actor=me, cycle=cycle, draft=draft, now=NOON)
    session.commit()
    assert queries.mine(session, account_id=author.id) == []
    assert session.scalar(select(func.count()).select_from(RecordEntry)) == 0


def test_an_edit_keeps_the_words_it_replaces(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author)
    later = NOON + timedelta(minutes=30)
    change: dict[str, Any] = {"actor": actor_of(author), "cycle": cycle, "proposal": made, "now": later}
    actions.edit(session, words=words(title="Otra manera de decirlo"), pillar=cycle.pillars[1], **change)
    session.commit()
    kept = queries.versions_of(session, proposal_id=made.id)
    assert [(version.number, version.words["title"]) for version in kept] == [(1, "Una página por cada obra")]
    assert (made.version, made.title, made.pillar_id) == (2, "Otra manera de decirlo", cycle.pillars[1].id)
    assert queries.page_of(session, cycle_id=cycle.id, words="manera").total == 1


def test_an_edit_that_changes_nothing_makes_no_version(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author)
    actions.edit(
        session,
        actor=actor_of(author),
        cycle=cycle,
        proposal=made,
        words=words(),
        pillar=cycle.pillars[0],
        now=NOON,
    )
    assert made.version == 1


def test_after_its_window_a_proposal_is_changed_only_when_it_was_returned(
    session: Session, cycle: Cycle, author: Account
) -> None:
    made = propose(session, cycle, author)
    change: dict[str, Any] = {"actor": actor_of(author), "cycle": cycle, "proposal": made, "pillar": cycle.pillars[0]}
    late = NOON + timedelta(minutes=60)
    with pytest.raises(Conflict, match="edit_window_over"):
        actions.edit(session, words=words(territory="Loja"), now=late, **change)
    actions.mark(session, proposal=made, status=ProposalStatus.RETURNED, now=late)
    actions.edit(session, words=words(territory="Loja"), now=late, **change)
    assert made.status is ProposalStatus.SUBMITTED
    actions.mark(session, proposal=made, status=ProposalStatus.ANSWERED, now=late)
    with pytest.raises(Conflict, match="proposal_answered"):
        actions.edit(session, words=words(), now=NOON, **change)


def test_only_its_author_changes_or_withdraws_a_proposal(session: Session, cycle: Cycle, author: Account) -> None:
    made, other = propose(session, cycle, author), actor_of(make_account(session))
    with pytest.raises(NotAllowed):
        actions.withdraw(session, actor=other, cycle=cycle, proposal=made, now=NOON)


def test_a_withdrawn_proposal_is_not_on_the_list_and_keeps_its_page(
    session: Session, cycle: Cycle, author: Account
) -> None:
    made = propose(session, cycle, author)
    actions.withdraw(session, actor=actor_of(author), cycle=cycle, proposal=made, now=NOON)
    session.commit()
    assert queries.page_of(session, cycle_id=cycle.id).total == 0
    assert queries.find(session, cycle_id=cycle.id, number=1) is made
    assert queries.figures(session, cycle_id=cycle.id).withdrawn == 1
    with pytest.raises(Conflict):
        actions.mark(session, proposal=made, status=ProposalStatus.ANSWERED, now=NOON)


def test_an_answered_proposal_is_not_withdrawn(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author)
    actions.mark(session, proposal=made, status=ProposalStatus.ANSWERED, now=NOON)
    with pytest.raises(Conflict, match="proposal_answered"):
        actions.withdraw(session, actor=actor_of(author), cycle=cycle, proposal=made, now=NOON)


def test_anybody_confirmed_argues_for_or_against(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author)
    say: dict[str, Any] = {"cycle": cycle, "now": NOON}
    other = actor_of(make_account(session, "Marco"))
    text = "En Loja ya se hizo y bajaron las quejas."
    actions.argue(session, actor=other, proposal=made, stance=Stance.FOR, text=text, **say)
    session.commit()
    said = queries.arguments_of(session, proposal_id=made.id)
    assert [(one.author_name, one.stance, one.text) for one in said] == [("Marco", Stance.FOR, text)]
    with pytest.raises(Invalid):
        actions.argue(session, actor=other, proposal=made, stance=Stance.AGAINST, text="No.", **say)


def test_the_secretariat_enters_what_a_workshop_proposed(session: Session, cycle: Cycle, author: Account) -> None:
    forum = make_forum(session, "jalisco")
    clerk = actor_of(make_member(session, forum, Role.SECRETARIAT), Role.SECRETARIAT)
    given: dict[str, Any] = {"cycle": cycle, "now": NOON}
    held = actions.hold_workshop(
        session,
        actor=clerk,
        place="Casa comunal de Carapungo",
        territory="Pichincha",
        held_on=date(2026, 3, 12),
        attendance={"total": 41, "women": 22},
        **given,
    )
    made = actions.enter_from_workshop(
        session, actor=clerk, workshop=held, words=words(), pillar=cycle.pillars[0], author_name="Mesa 3", **given
    )
    session.commit()
    figures = queries.figures(session, cycle_id=cycle.id)
    assert (made.number, made.origin, made.author_id) == (1, Origin.WORKSHOP, None)
    assert (figures.workshops, figures.attendance, figures.by_origin[Origin.WORKSHOP]) == (1, 41, 1)
    with pytest.raises(NotAllowed):
        actions.enter_from_workshop(
            session,
            actor=actor_of(author),
            workshop=held,
            words=words(),
            pillar=cycle.pillars[0],
            author_name="Yo",
            **given,
        )
    with pytest.raises(NotAllowed):
        actions.withdraw(session, actor=actor_of(author), cycle=cycle, proposal=made, now=NOON)


def test_the_index_holds_the_words_of_now(session: Session, cycle: Cycle, author: Account) -> None:
    made = propose(session, cycle, author, affected="Vecinas de Carapungo")
    stems = set(session.scalars(select(ProposalTerm.stem).where(ProposalTerm.proposal_id == made.id)))
    actions.edit(
        session,
        actor=actor_of(author),
        cycle=cycle,
        proposal=made,
        words=replace(words(), affected=""),
        pillar=cycle.pillars[0],
        now=NOON,
    )
    left = set(session.scalars(select(ProposalTerm.stem).where(ProposalTerm.proposal_id == made.id)))
    assert "carapung" in stems
    assert "carapung" not in left
