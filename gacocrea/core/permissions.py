"""The law: who may do what, when. One table, read from top to bottom; officials are bound by the calendar too."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gacocrea.core.errors import NotAllowed
from gacocrea.core.terms import Actor, Moment, Phase, Role


class Action(StrEnum):
    """Everything that a person can ask for. The comment under each is what a civil servant would sign."""

    READ = "read"
    """Read everything that is public."""
    SIGN_IN = "sign_in"
    """Open an account, confirm its address, sign in and out, choose language and look."""
    OWN_PAGE = "own_page"
    """See one's own page: what waits for me, my proposals, my data."""
    FOLLOW = "follow"
    """Follow a proposal, a theme, a commitment or a pillar, and choose how often to hear of it."""
    PROPOSE = "propose"
    """Write a proposal and submit it under one pillar."""
    EDIT_PROPOSAL = "edit_proposal"
    """Change one's own proposal while it is a draft, within the edit window, or when it was returned."""
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    """Withdraw one's own proposal before it is part of a theme on the ballot."""
    ARGUE = "argue"
    """Argue for or against a proposal."""
    ENTER_WORKSHOP = "enter_workshop"
    """Enter proposals made in person at a workshop, with their origin shown."""
    SEE_DESK = "see_desk"
    """See the core group's desk and its queue."""
    MODERATE = "moderate"
    """Answer a proposal of somebody else: accept, merge, return for changes or decline, with a reason."""
    REPORT = "report"
    """Report a text of somebody else that breaks a published rule."""
    HIDE = "hide"
    """Hide a text that breaks a published rule, or say that it breaks none; always with a reason."""
    APPEAL = "appeal"
    """Appeal against the decision that hid one's own text or declined one's own proposal."""
    HEAR_APPEAL = "hear_appeal"
    """Hear the appeal against a decision of another sector."""
    KEEP_RULES = "keep_rules"
    """Word the rules of participation, the saved reasons, and how fast texts may come in."""
    EDIT_THEME = "edit_theme"
    """Make and word the themes of the ballot, before voting only."""
    ASK_FEASIBILITY = "ask_feasibility"
    """Ask an institution whether a theme can be done, and type in what it answered."""
    VOTE = "vote"
    """Cast, replace or withdraw one's own ballot."""
    SEE_SECRETARIAT = "see_secretariat"
    """See the secretariat's desk."""
    TRANSLATE = "translate"
    """Write what the forum and its cycle say in another language, beside the original."""
    SET_UP_CYCLE = "set_up_cycle"
    """Set up a cycle: its pillars, calendar and rules, and publish it."""
    OPEN_POLL = "open_poll"
    """Open the polls of a cycle. Two persons of different sectors."""
    CLOSE_POLL = "close_poll"
    """Close the polls of a cycle and publish the closing list. Two persons of different sectors."""
    PUBLISH_POLL = "publish_poll"
    """Publish ballots and totals after the challenge window. Two persons of different sectors."""
    PRINT_PAPER = "print_paper"
    """Print ballots with serial numbers, where the cycle allows paper."""
    ENTER_PAPER = "enter_paper"
    """Type paper ballots that came back, as one of the two persons of a batch, and seal it."""
    EXTEND_POLL = "extend_poll"
    """Let voting end later, or void polls whose keys are lost, with a public note. Two persons of different sectors."""
    ANNUL = "annul"
    """Annul somebody else's ballots for a published cause, without seeing them. Two persons of different sectors."""
    ANSWER_COMPLAINT = "answer_complaint"
    """Answer a complaint about a poll, in public and with reasons."""
    CONFIRM_SELECTION = "confirm_selection"
    """Confirm the winners of a poll; each departure from the tally with its public reason."""
    DRAFT_COMMITMENT = "draft_commitment"
    """Draft a commitment and its milestones from winning themes, in versions."""
    COMMENT_DRAFT = "comment_draft"
    """Comment on the published draft of the plan, for or against, passage by passage."""
    ANSWER_COMMENT = "answer_comment"
    """Answer the comment of somebody else: taken up, in part or not, with a reason."""
    FREEZE_PLAN = "freeze_plan"
    """Keep the plan as it reads: for the consultation, or as it goes to the core group's decision."""
    ADOPT_PLAN = "adopt_plan"
    """Adopt the plan that the core group decided on."""
    EXPORT_PLAN = "export_plan"
    """Export the draft plan as a document."""
    REPORT_PROGRESS = "report_progress"
    """Report how a milestone is going, with evidence."""
    RUN_FORUM = "run_forum"
    """Keep the forum's own data: seats, meetings, minutes."""
    RUN_COURSES = "run_courses"
    """Announce courses and workshops, keep their lists, note who came, hand out materials and certificates."""
    ENROL = "enrol"
    """Take a place in a course or workshop, wait for one, or leave it to somebody else."""
    EDIT_PRIMER = "edit_primer"
    """Word the primer for newcomers, language by language: change, add, hide and order its chapters."""
    SIGN_MINUTES = "sign_minutes"
    """Comment and sign the minutes of a meeting at which one was present."""
    PROPOSE_MOTION = "propose_motion"
    """Put a motion to the vote of the seats, and close it when its votes are in."""
    WITHDRAW_MOTION = "withdraw_motion"
    """Take back a motion of one's own, with a public reason."""
    VOTE_MOTION = "vote_motion"
    """Vote on a motion from one's own seat, or step aside from it."""
    CHANGE_CALENDAR = "change_calendar"
    """Postpone dates of a published cycle, as a carried motion says."""
    PROVE_IDENTITY = "prove_identity"
    """Give one's own document number to be compared, or the code of one's registration in person."""
    KEEP_CENSUS = "keep_census"
    """Say which documents the forum accepts, read a census from a file, and set it aside again."""
    SIGN_CENSUS = "sign_census"
    """Put a census in force. Two persons while a vote that asks for documents is ahead or open."""
    REGISTER_PERSON = "register_person"
    """See a person and a document: register them, settle whose it is, take a level back; never one's own."""
    CONFIGURE = "configure"
    """Create forums and name their secretariat. It gives no right over ballots, answers or texts."""


class Relation(StrEnum):
    """How the actor stands to the thing acted on."""

    ANY = "any"
    OWN = "own"
    NOT_OWN = "not_own"


@dataclass(frozen=True)
class Law:
    """One line of the law. No phases means: at any time."""

    roles: frozenset[Role]
    phases: frozenset[Phase] = frozenset()
    relation: Relation = Relation.ANY


def _law(*roles: Role, during: tuple[Phase, ...] = (), relation: Relation = Relation.ANY) -> Law:
    return Law(frozenset(roles), frozenset(during), relation)


EVERYONE = (Role.VISITOR, Role.CITIZEN, Role.CORE_GROUP, Role.SECRETARIAT, Role.OBSERVER, Role.ADMINISTRATOR)
PEOPLE = (Role.CITIZEN, Role.CORE_GROUP, Role.SECRETARIAT, Role.OBSERVER)

LAW: dict[Action, Law] = {
    Action.READ: _law(*EVERYONE),
    Action.SIGN_IN: _law(*EVERYONE),
    Action.OWN_PAGE: _law(*PEOPLE, Role.ADMINISTRATOR),
    Action.FOLLOW: _law(*PEOPLE),
    Action.PROPOSE: _law(Role.CITIZEN, during=(Phase.PROPOSALS,)),
    Action.EDIT_PROPOSAL: _law(Role.CITIZEN, during=(Phase.PROPOSALS, Phase.ANALYSIS), relation=Relation.OWN),
    Action.WITHDRAW_PROPOSAL: _law(
        Role.CITIZEN, during=(Phase.PROPOSALS, Phase.ANALYSIS), relation=Relation.OWN
    ),
    Action.ARGUE: _law(Role.CITIZEN, during=(Phase.PROPOSALS, Phase.ANALYSIS)),
    Action.ENTER_WORKSHOP: _law(Role.SECRETARIAT, during=(Phase.PROPOSALS,)),
    Action.SEE_DESK: _law(Role.CORE_GROUP, Role.SECRETARIAT, Role.OBSERVER),
    Action.MODERATE: _law(
        Role.CORE_GROUP, during=(Phase.PROPOSALS, Phase.ANALYSIS), relation=Relation.NOT_OWN
    ),
    Action.REPORT: _law(*PEOPLE, relation=Relation.NOT_OWN),
    Action.HIDE: _law(Role.CORE_GROUP, relation=Relation.NOT_OWN),
    Action.APPEAL: _law(Role.CITIZEN, relation=Relation.OWN),
    Action.HEAR_APPEAL: _law(Role.CORE_GROUP, relation=Relation.NOT_OWN),
    Action.KEEP_RULES: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.EDIT_THEME: _law(Role.CORE_GROUP, during=(Phase.PROPOSALS, Phase.ANALYSIS)),
    Action.ASK_FEASIBILITY: _law(Role.CORE_GROUP, Role.SECRETARIAT, during=(Phase.PROPOSALS, Phase.ANALYSIS)),
    Action.VOTE: _law(Role.CITIZEN, during=(Phase.VOTING,)),
    Action.SEE_SECRETARIAT: _law(Role.SECRETARIAT),
    Action.TRANSLATE: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.SET_UP_CYCLE: _law(Role.SECRETARIAT),
    Action.OPEN_POLL: _law(Role.CORE_GROUP, Role.SECRETARIAT, during=(Phase.ANALYSIS, Phase.VOTING)),
    Action.CLOSE_POLL: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.PUBLISH_POLL: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.PRINT_PAPER: _law(Role.SECRETARIAT, during=(Phase.ANALYSIS, Phase.VOTING)),
    Action.ENTER_PAPER: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.EXTEND_POLL: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.ANNUL: _law(Role.CORE_GROUP, Role.SECRETARIAT, relation=Relation.NOT_OWN),
    Action.ANSWER_COMPLAINT: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.CONFIRM_SELECTION: _law(Role.CORE_GROUP),
    Action.DRAFT_COMMITMENT: _law(
        Role.CORE_GROUP, Role.SECRETARIAT, during=(Phase.DRAFTING, Phase.CONSULTATION)
    ),
    Action.COMMENT_DRAFT: _law(Role.CITIZEN, during=(Phase.CONSULTATION,)),
    Action.ANSWER_COMMENT: _law(
        Role.CORE_GROUP,
        Role.SECRETARIAT,
        during=(Phase.CONSULTATION, Phase.ADOPTION),
        relation=Relation.NOT_OWN,
    ),
    Action.FREEZE_PLAN: _law(
        Role.SECRETARIAT, during=(Phase.DRAFTING, Phase.CONSULTATION, Phase.ADOPTION)
    ),
    Action.ADOPT_PLAN: _law(Role.CORE_GROUP, Role.SECRETARIAT, during=(Phase.ADOPTION,)),
    Action.EXPORT_PLAN: _law(Role.SECRETARIAT),
    Action.REPORT_PROGRESS: _law(Role.CORE_GROUP, Role.SECRETARIAT, during=(Phase.IMPLEMENTATION,)),
    Action.RUN_FORUM: _law(Role.SECRETARIAT),
    Action.RUN_COURSES: _law(Role.SECRETARIAT),
    Action.ENROL: _law(*PEOPLE),
    Action.EDIT_PRIMER: _law(Role.SECRETARIAT),
    Action.SIGN_MINUTES: _law(Role.CORE_GROUP),
    Action.PROPOSE_MOTION: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.WITHDRAW_MOTION: _law(Role.CORE_GROUP, relation=Relation.OWN),
    Action.VOTE_MOTION: _law(Role.CORE_GROUP),
    Action.CHANGE_CALENDAR: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.PROVE_IDENTITY: _law(Role.CITIZEN),
    Action.KEEP_CENSUS: _law(Role.SECRETARIAT),
    Action.SIGN_CENSUS: _law(Role.CORE_GROUP, Role.SECRETARIAT),
    Action.REGISTER_PERSON: _law(Role.SECRETARIAT, relation=Relation.NOT_OWN),
    Action.CONFIGURE: _law(Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class Verdict:
    """The answer of the law: yes, or why not; and when yes, where the calendar is the reason."""

    allowed: bool
    code: str = "ok"
    opens_at: datetime | None = None
    closed_at: datetime | None = None


def explain(
    action: Action, *, actor: Actor, moment: Moment, owner_id: int | None = None, level: int = 0
) -> Verdict:
    """Say whether `actor` may do `action` now.

    `owner_id` is the account that owns the thing acted on; `level` the identity level that the
    cycle asks for. The codes of a refusal are sentences in `web/labels.py`.
    """
    law = LAW[action]
    if not actor.is_any(law.roles):
        return Verdict(False, "sign_in" if actor.account_id is None else "role")
    if actor.level < level:
        return Verdict(False, "level")
    if law.relation is Relation.OWN and owner_id is not None and owner_id != actor.account_id:
        return Verdict(False, "not_yours")
    if law.relation is Relation.NOT_OWN and owner_id is not None and owner_id == actor.account_id:
        return Verdict(False, "own_interest")
    if law.phases and not law.phases & moment.open_phases:
        return _calendar(law.phases, moment)
    return Verdict(True)


def require(
    action: Action, *, actor: Actor, moment: Moment, owner_id: int | None = None, level: int = 0
) -> None:
    """Raise NotAllowed with the verdict unless the law allows `action`."""
    verdict = explain(action, actor=actor, moment=moment, owner_id=owner_id, level=level)
    if not verdict.allowed:
        raise NotAllowed(verdict.code, verdict=verdict, action=action)


def _calendar(phases: frozenset[Phase], moment: Moment) -> Verdict:
    windows = [window for window in moment.windows if window.phase in phases]
    coming = [window.opens_at for window in windows if window.opens_at > moment.now]
    if coming and moment.published:
        return Verdict(False, "not_yet", opens_at=min(coming))
    past = [window.closes_at for window in windows if window.closes_at <= moment.now]
    return Verdict(False, "too_late" if past else "not_yet", closed_at=max(past, default=None))
