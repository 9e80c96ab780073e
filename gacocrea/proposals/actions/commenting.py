"""Comments that come in a file: each becomes an argument of the proposal that its row names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean, parse_reference
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.actions.importing import IMPORTED, RowProblem
from gacocrea.proposals.models import PUBLIC, Argument, Proposal, Stance
from gacocrea.proposals.rules import IMPORTED_TEXT_MAX


@dataclass(frozen=True)
class CommentRow:
    """A row of a file as an argument. `proposal` is a reference ("P-0012"); `key` the row's own name in its file."""

    line: int
    proposal: str
    text: str
    stance: Stance = Stance.FOR
    key: str = ""


@dataclass
class CommentReport:
    """What a file of comments brought. `arguments` gives the argument of each row's key that was added."""

    added: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    arguments: dict[str, int] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        return self.added + self.unchanged


def import_comments(
    session: Session, *, cycle: Cycle, rows: Iterable[CommentRow], actor: Actor, now: datetime
) -> CommentReport:
    """Add the rows of a file as arguments; a bad row is reported and the rest goes in. Two statements and the rows.

    A row that was imported before adds nothing. No right is asked: only the command line of the installation imports.
    """
    report, made = CommentReport(), list[tuple[str, Argument]]()
    public = select(Proposal.number, Proposal.id).where(Proposal.cycle_id == cycle.id, Proposal.status.in_(PUBLIC))
    ids = {number: id for number, id in session.execute(public) if number}
    stored = select(Argument.proposal_id, Argument.source_key).where(Argument.source_key.is_not(None))
    known = {(proposal_id, key) for proposal_id, key in session.execute(stored)}
    for row in rows:
        found = parse_reference(row.proposal)
        proposal_id = ids.get(found[1]) if found and found[0] == "P" else None
        problem = _problem(row, proposal_id)
        if problem is not None or proposal_id is None:
            report.problems.extend([problem] if problem else [])
            continue
        mark = (proposal_id, _mark(row))
        if mark in known:
            report.unchanged += 1
            continue
        known.add(mark)
        made.append((row.key, _argument(row, proposal_id, now)))
    session.add_all(argument for _key, argument in made)
    session.flush()
    report.added, report.arguments = len(made), {key: argument.id for key, argument in made}
    if report.added:
        record.write(
            session, actor=actor, now=now, verb="comments.imported", subject=cycle.slug, forum_id=cycle.forum_id,
            cycle_id=cycle.id, added=report.added, left_out=len(report.problems),
        )  # fmt: skip
    return report


def _argument(row: CommentRow, proposal_id: int, now: datetime) -> Argument:
    text = clean(row.text, multiline=True)
    return Argument(
        proposal_id=proposal_id, author_name=IMPORTED, stance=row.stance, text=text, source_key=_mark(row), at=now
    )


def _problem(row: CommentRow, proposal_id: int | None) -> RowProblem | None:
    text, facts = clean(row.text, multiline=True), dict[str, object]()
    if proposal_id is None:
        return RowProblem(row.line, "import_comment_proposal", {"proposal": row.proposal})
    if not text:
        return RowProblem(row.line, "import_comment_empty", facts)
    if len(text) > IMPORTED_TEXT_MAX:
        return RowProblem(row.line, "import_comment_long", {"most": IMPORTED_TEXT_MAX})
    return None


def _mark(row: CommentRow) -> str:
    return f"{row.key}:{sha256(row.text.encode()).hexdigest()}"
