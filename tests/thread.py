"""A cycle further along the thread: proposals in themes, a vote held, winners confirmed, commitments drafted.

What the law binds to the calendar goes through the same actions as everyone's, at instants of the cycle's own.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.commitments import actions as drafting
from gacocrea.commitments.models import Commitment
from gacocrea.commitments.queries import sheet_of
from gacocrea.commitments.rules import MilestoneWords, Sheet
from gacocrea.core.numbering import next_number
from gacocrea.core.terms import Actor, Phase, Role, Window
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.progress.actions import report
from gacocrea.progress.models import Completion, ProgressReport
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.themes.models import Outcome, Response, Theme, ThemeProposal
from gacocrea.voting.actions import cast, sign_step
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Step
from gacocrea.voting.queries import ballot_mark, polls_of, results
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.votes import carry, decide_selection

REASON = "Recogemos su pedido porque otras personas piden lo mismo."
STEP = MilestoneWords("Publicar el formato", "Norma publicada", date(2027, 1, 15), date(2027, 6, 30))


def make_proposal(
    session: Session, cycle: Cycle, title: str = "Letrero con el costo", **given: Any
) -> Proposal:
    """Make a submitted proposal of a citizen in the first pillar, or in that of place `pillar` (from 0)."""
    values: dict[str, Any] = {
        "cycle_id": cycle.id,
        "pillar_id": cycle.pillars[given.pop("pillar", 0)].id,
        "number": next_number(session, scope=f"cycle:{cycle.id}", kind="P"),
        "title": title,
        "problem": "El letrero de la obra dice un valor y en el portal sale otro.",
        "solution": "Que el letrero tenga el costo del contrato y la fecha de entrega.",
        "territory": "Loja",
        "origin": Origin.ONLINE,
        "status": ProposalStatus.SUBMITTED,
        **dict.fromkeys(("created_at", "submitted_at", "changed_at"), NOON - timedelta(days=40)),
    } | given
    if "author_name" not in values:
        author = make_account(session)
        values |= {"author_id": author.id, "author_name": author.display_name}
    proposal = Proposal(**values)
    session.add(proposal)
    session.commit()
    return proposal


def answer(
    session: Session, proposal: Proposal, outcome: Outcome = Outcome.NEXT_CYCLE, theme: Theme | None = None
) -> Response:
    """Give a proposal its reasoned response, and its place in `theme`."""
    response = Response(
        proposal_id=proposal.id,
        number=1,
        is_current=True,
        outcome=outcome,
        reason=REASON,
        theme_id=theme.id if theme else None,
        by_name="Ana Chalá",
        by_sector="Gobierno",
        at=NOON - timedelta(days=30),
    )
    returned = outcome is Outcome.RETURNED
    proposal.status = ProposalStatus.RETURNED if returned else ProposalStatus.ANSWERED
    session.add(response)
    if theme:
        session.add(ThemeProposal(proposal_id=proposal.id, theme_id=theme.id, at=response.at))
    session.commit()
    return response


def make_theme(session: Session, cycle: Cycle, *proposals: Proposal, pillar: int = 0, **given: str) -> Theme:
    """Make a theme that unites `proposals`; without any it unites one of its own."""
    number = next_number(session, scope=f"cycle:{cycle.id}", kind="T")
    words = {"title": f"Tema {number}", "summary": f"Lo que se hará en el tema {number}."} | given
    made = dict.fromkeys(("created_at", "changed_at"), NOON - timedelta(days=900))
    theme = Theme(cycle_id=cycle.id, pillar_id=cycle.pillars[pillar].id, number=number, **words, **made)
    session.add(theme)
    session.commit()
    for proposal in proposals or (make_proposal(session, cycle, pillar=pillar),):
        answer(session, proposal, Outcome.ADOPTED, theme)
    return theme


@dataclass
class Thread:
    """A forum whose cycle stands in some phase at NOON, with one core-group member per sector and a secretary."""

    session: Session
    keys: KeyRing
    forum: Forum
    cycle: Cycle
    core: list[Account] = field(default_factory=list)
    secretary: Account = field(default_factory=Account)

    def member(self, sector: int = 0) -> Actor:
        return actor_of(self.core[sector], Role.CORE_GROUP, sector=self.forum.sectors[sector])

    def window(self, phase: Phase) -> Window:
        window = self.cycle.moment(NOON).window(phase)
        assert window is not None
        return window

    def theme(self, *proposals: Proposal, **given: Any) -> Theme:
        return make_theme(self.session, self.cycle, *proposals, **given)

    def sign(self, step: Step, now: datetime) -> None:
        for sector in (0, 1):
            sign_step(
                self.session, actor=self.member(sector), cycle=self.cycle, step=step, keys=self.keys, now=now
            )
        self.session.commit()

    def hold_vote(self, *ballots: Theme) -> None:
        """Open the polls, cast a ballot of a new voter for each theme given, close and publish."""
        voting, challenge = self.window(Phase.VOTING), self.window(Phase.CHALLENGE)
        self.sign(Step.OPEN, voting.opens_at)
        for serial, theme in enumerate(ballots):
            self._cast(theme, serial, voting.opens_at)
        self.sign(Step.CLOSE, voting.closes_at)
        self.sign(Step.PUBLISH, challenge.closes_at)

    def _cast(self, theme: Theme, serial: int, now: datetime) -> None:
        voter = make_account(self.session)
        poll, code = next(
            (poll, option.code)
            for poll in polls_of(self.session, self.cycle.id)
            for option in poll.options
            if option.theme_id == theme.id
        )
        mark = ballot_mark(self.session, poll=poll, account_id=voter.id, keys=self.keys)
        cast(
            self.session,
            actor=actor_of(voter),
            poll=poll,
            cycle=self.cycle,
            choices=[code],
            voter_nonce=f"{serial:032x}",
            server_nonce=f"{serial + 999:032x}",
            previous_mark=mark,
            keys=self.keys,
            now=now,
        )

    def confirm(self, **departures: str) -> None:
        """Confirm the winners of the rule in every poll; `departures` give by "T1" the reason to turn one over."""
        turned = {int(name[1:]): reason for name, reason in departures.items()}
        for poll in polls_of(self.session, self.cycle.id):
            result = results(self.session, poll)
            assert result is not None
            reasons = {
                line.theme_id: turned[int(line.code[2:])]
                for line in result.lines
                if int(line.code[2:]) in turned
            }
            chosen = {line.theme_id for line in result.lines if line.by_rule != (line.theme_id in reasons)}
            decide_selection(
                self.session,
                actor=self.member(),
                cycle=self.cycle,
                poll=poll,
                chosen=chosen,
                reasons=reasons,
                now=self.window(Phase.CHALLENGE).closes_at,
            )
        self.session.commit()

    def elect(self, *themes: Theme) -> None:
        """Hold a vote with one ballot for each theme, and confirm what the rule says."""
        self.hold_vote(*themes)
        self.confirm()

    def draft(self, *themes: Theme, **said: Any) -> Commitment:
        """Draft a commitment from winners; what is `said` of its sheet is saved as its second version."""
        when = self.window(Phase.DRAFTING).opens_at
        commitment = drafting.draft_from_themes(
            self.session,
            actor=self.member(),
            cycle=self.cycle,
            theme_ids=[theme.id for theme in themes],
            now=when,
        )
        if said:
            self.save(commitment, now=when, **said)
        self.session.commit()
        return commitment

    def save(
        self, commitment: Commitment, *, now: datetime = NOON, seen: int | None = None, **said: Any
    ) -> None:
        """Save a commitment with some fields said anew, as who has seen version `seen` (the present one)."""
        sheet = Sheet(**(vars(sheet_of(commitment)) | said))
        drafting.save(
            self.session,
            actor=self.member(),
            cycle=self.cycle,
            commitment=commitment,
            sheet=sheet,
            seen_version=seen or commitment.version,
            now=now,
        )
        self.session.commit()

    def withdraw(self, commitment: Commitment, reason: str, now: datetime = NOON) -> Commitment:
        """Let the seats decide that a commitment is dropped, and carry it out."""
        who: dict[str, Any] = {"actor": self.member(), "cycle": self.cycle, "commitment": commitment, "now": now}
        closes_at = now + timedelta(days=7)
        motion = drafting.propose_withdrawal(self.session, **who, reason=reason, closes_at=closes_at)
        drafting.withdraw(self.session, **who, motion=carry(self.session, self.forum, motion, now))
        self.session.commit()
        return commitment

    def report(self, commitment: Commitment, completion: Completion, **said: str) -> ProgressReport:
        """Report the first milestone of a commitment."""
        words: dict[str, Any] = {"note": "Se publicó.", "evidence": "Registro Oficial 12"} | said
        found = report(
            self.session,
            actor=self.member(),
            cycle=self.cycle,
            commitment=commitment,
            milestone=commitment.milestones[0],
            completion=completion,
            now=self.window(Phase.IMPLEMENTATION).opens_at,
            **words,
        )
        self.session.commit()
        return found


def make_thread(session: Session, keys: KeyRing, phase: Phase = Phase.DRAFTING, **given: Any) -> Thread:
    """Make a cycle that stands in the middle of `phase` at NOON, with its people."""
    forum = make_forum(session)
    thread = Thread(session, keys, forum, make_cycle(session, forum, phase=phase, **given))
    thread.core = [make_member(session, forum, sector=sector) for sector in range(4)]
    thread.secretary = make_member(session, forum, Role.SECRETARIAT, name="Lucía Andrade")
    return thread
