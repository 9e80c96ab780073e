"""Proposals made in person: the secretariat enters them, and their origin is shown."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.proposals.actions.index import check, give_number, index_terms, note, put_words
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus, Workshop
from gacocrea.proposals.rules import ProposalWords


def hold_workshop(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    place: str,
    territory: str,
    held_on: date,
    attendance: Mapping[str, int],
    now: datetime,
) -> Workshop:
    """Register a workshop that was held. `attendance` counts people ({"total": 41, "women": 22}), never names.

    Raise NotAllowed; Invalid for a place without a name, or for more women than people.
    """
    permissions.require(Action.ENTER_WORKSHOP, actor=actor, moment=cycle.moment(now))
    place = clean(place, multiline=False)
    if not place:
        raise Invalid("place", "words_missing")
    if any(not 0 <= count <= attendance.get("total", 0) for count in attendance.values()):
        raise Invalid("total", "attendance")
    workshop = Workshop(
        cycle_id=cycle.id,
        place=place,
        territory=clean(territory, multiline=False),
        held_on=held_on,
        attendance=dict(attendance),
    )
    session.add(workshop)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="workshop.held",
        subject=place,
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        held_on=held_on.isoformat(),
        attendance=dict(attendance),
    )
    return workshop


def enter_from_workshop(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    workshop: Workshop,
    words: ProposalWords,
    pillar: Pillar,
    author_name: str,
    now: datetime,
    author_id: int | None = None,
) -> Proposal:
    """Enter a proposal made at `workshop`, with the credit its authors asked for.

    `author_id` is the account of who made it, where there is one: then it is theirs to change and withdraw.
    Raise NotAllowed, NotThere (a workshop of another cycle), Invalid.
    """
    permissions.require(Action.ENTER_WORKSHOP, actor=actor, moment=cycle.moment(now))
    if workshop.cycle_id != cycle.id:
        raise NotThere
    author_name = clean(author_name, multiline=False)
    if not author_name:
        raise Invalid("author_name", "words_missing")
    words = check(words, cycle=cycle, pillar=pillar)
    proposal = Proposal(
        cycle_id=cycle.id,
        author_id=author_id,
        author_name=author_name,
        origin=Origin.WORKSHOP,
        workshop=workshop,
        created_at=now,
        status=ProposalStatus.SUBMITTED,
    )
    put_words(proposal, words=words, pillar=pillar, now=now)
    give_number(session, proposal=proposal, now=now)
    session.add(proposal)
    session.flush()
    index_terms(session, proposals=[proposal])
    facts = {"workshop": workshop.place}
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.entered", **facts)
    return proposal
