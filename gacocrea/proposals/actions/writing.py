"""What its author does with a proposal: draft, submit, change, withdraw."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import outbox, permissions
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.people.models import Account
from gacocrea.proposals.actions.index import check, give_number, index_terms, note, put_words, words_of
from gacocrea.proposals.actions.pace import keep_pace
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus, ProposalVersion
from gacocrea.proposals.rules import ProposalWords, may_edit


def save_draft(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    words: ProposalWords,
    pillar: Pillar,
    now: datetime,
    draft: Proposal | None = None,
) -> Proposal:
    """Keep words that only their author sees: a new draft, or `draft` changed. No entry in the record.

    Raise NotAllowed (calendar, level), NotThere (another's draft), Conflict (no longer a draft), Invalid.
    """
    permissions.require(Action.PROPOSE, actor=actor, moment=cycle.moment(now), level=cycle.propose_level)
    words = check(words, cycle=cycle, pillar=pillar, draft=True)
    draft = _own_draft(session, actor=actor, cycle=cycle, draft=draft, now=now)
    put_words(draft, words=words, pillar=pillar, now=now)
    session.flush()
    return draft


def submit(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    words: ProposalWords,
    pillar: Pillar,
    now: datetime,
    draft: Proposal | None = None,
) -> Proposal:
    """Publish a proposal with its number, from scratch or from `draft`; its author gets a letter.

    Raise NotAllowed (calendar, level), NotThere (another's draft), Conflict (no longer a draft; one of SLOWED
    when too many come in an hour), Invalid.
    """
    permissions.require(Action.PROPOSE, actor=actor, moment=cycle.moment(now), level=cycle.propose_level)
    words = check(words, cycle=cycle, pillar=pillar)
    keep_pace(session, actor=actor, cycle=cycle, now=now)
    proposal = _own_draft(session, actor=actor, cycle=cycle, draft=draft, now=now)
    put_words(proposal, words=words, pillar=pillar, now=now)
    proposal.author_name = actor.name
    give_number(session, proposal=proposal, now=now)
    session.flush()
    index_terms(session, proposals=[proposal])
    _confirm(session, proposal=proposal, cycle=cycle, now=now)
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.submitted")
    return proposal


def edit(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    proposal: Proposal,
    words: ProposalWords,
    pillar: Pillar,
    now: datetime,
) -> Proposal:
    """Change a public proposal within its edit window, or when it was returned; the earlier words are kept.

    An earlier version is dated by the change that replaced it. A returned proposal is submitted again.
    Raise NotAllowed, Conflict (window over, answered, withdrawn), Invalid.
    """
    _require_own(session, Action.EDIT_PROPOSAL, actor=actor, cycle=cycle, proposal=proposal, now=now)
    if proposal.status is ProposalStatus.DRAFT:
        raise NotThere
    if not may_edit(proposal.status, proposal.submitted_at, cycle.edit_minutes, now):
        raise Conflict(_why_closed(proposal))
    words = check(words, cycle=cycle, pillar=pillar)
    if words == words_of(proposal) and pillar.id == proposal.pillar_id:
        return proposal
    earlier = words_of(proposal).as_dict() | {"pillar_id": proposal.pillar_id}
    session.add(
        ProposalVersion(proposal_id=proposal.id, number=proposal.version, at=now, words=earlier)
    )
    put_words(proposal, words=words, pillar=pillar, now=now)
    proposal.version += 1
    proposal.status = ProposalStatus.SUBMITTED
    session.flush()
    index_terms(session, proposals=[proposal])
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.edited")
    return proposal


def withdraw(session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, now: datetime) -> None:
    """Take a proposal off the list; its page stays and says so.

    Raise NotAllowed; Conflict once it has its answer, for a theme may stand on it.
    """
    _require_own(session, Action.WITHDRAW_PROPOSAL, actor=actor, cycle=cycle, proposal=proposal, now=now)
    if proposal.status not in (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED):
        raise Conflict(_why_closed(proposal))
    proposal.status = ProposalStatus.WITHDRAWN
    proposal.changed_at = now
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.withdrawn")


def discard_draft(session: Session, *, actor: Actor, cycle: Cycle, draft: Proposal, now: datetime) -> None:
    """Delete a draft: nobody but its author has seen it. Raise NotAllowed, NotThere, Conflict."""
    permissions.require(Action.EDIT_PROPOSAL, actor=actor, moment=cycle.moment(now))
    session.delete(_own_draft(session, actor=actor, cycle=cycle, draft=draft, now=now))
    session.flush()


def _own_draft(
    session: Session, *, actor: Actor, cycle: Cycle, draft: Proposal | None, now: datetime
) -> Proposal:
    if draft is None:
        draft = Proposal(
            cycle_id=cycle.id,
            author_id=actor.account_id,
            author_name=actor.name,
            origin=Origin.ONLINE,
            status=ProposalStatus.DRAFT,
            created_at=now,
        )
        session.add(draft)
        return draft
    if draft.cycle_id != cycle.id or draft.author_id != actor.account_id:
        raise NotThere  # a draft of somebody else looks like none
    _hold(session, draft)
    if draft.status is not ProposalStatus.DRAFT:
        raise Conflict("draft_submitted")
    return draft


def _hold(session: Session, proposal: Proposal) -> None:
    """Take a proposal for this transaction: its author and a moderator at once wait for each other here."""
    session.refresh(proposal, with_for_update={"of": Proposal})


def _require_own(
    session: Session, action: Action, *, actor: Actor, cycle: Cycle, proposal: Proposal, now: datetime
) -> None:
    owner = proposal.author_id or 0  # imported and workshop proposals may have no account: nobody's own
    permissions.require(action, actor=actor, moment=cycle.moment(now), owner_id=owner)
    if proposal.cycle_id != cycle.id:
        raise NotThere
    _hold(session, proposal)


def _why_closed(proposal: Proposal) -> str:
    codes = {
        ProposalStatus.ANSWERED: "proposal_answered",
        ProposalStatus.WITHDRAWN: "proposal_withdrawn",
        ProposalStatus.HIDDEN: "proposal_hidden",
        ProposalStatus.DRAFT: "not_there",
    }
    return codes.get(proposal.status, "edit_window_over")


def _confirm(session: Session, *, proposal: Proposal, cycle: Cycle, now: datetime) -> None:
    author = session.get(Account, proposal.author_id) if proposal.author_id else None
    if author is None or author.email is None:
        return
    outbox.queue(
        session,
        key=f"proposal:{proposal.id}:submitted",
        to=author.email,
        language=author.language,
        subject=N_("Recibimos su propuesta %(reference)s"),
        body=N_(
            "Su propuesta «%(title)s» ya es pública con el número %(reference)s, en «%(cycle)s».\n\n"
            "Guarde ese número: con él puede citarla y buscarla. El grupo núcleo le dará una respuesta con su"
            " razón, y se la enviaremos a este correo."
        ),
        now=now,
        reference=reference("P", proposal.number or 0),
        title=proposal.title,
        cycle=cycle.title,
    )
