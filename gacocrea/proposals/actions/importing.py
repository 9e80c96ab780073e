"""Proposals that come in a file: row by row, each once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.proposals.actions.index import give_number, index_terms, put_words
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.proposals.rules import ProposalWords, import_problems, same_name, source_key

IMPORTED = "Importada"
BATCH = 500


@dataclass(frozen=True)
class ImportRow:
    """A row of a file as a proposal. `pillar` is a pillar's key or name; `key` the row's own name in its file."""

    line: int
    words: ProposalWords
    pillar: str
    key: str = ""


@dataclass(frozen=True)
class RowProblem:
    """Why a row stays out; `code` names the sentence, `facts` fill it."""

    line: int
    code: str
    facts: Mapping[str, object]


@dataclass
class ImportReport:
    """What a file brought. `proposals` gives the proposal of each row's key, whether new or already there."""

    added: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    proposals: dict[str, int] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        return self.added + self.unchanged


def import_rows(
    session: Session, *, cycle: Cycle, rows: Iterable[ImportRow], actor: Actor, now: datetime
) -> ImportReport:
    """Add the rows of a file as public proposals of `cycle`; a bad row is reported and the rest goes in.

    A row that was imported before, as it is, adds nothing. No right is asked: only the command line of the
    installation imports, and whoever runs it is named in the record, with how many rows came.
    """
    intake = _Intake(session, cycle, now)
    for row in rows:
        intake.take(row)
    intake.store()
    report = intake.report
    if report.added:
        record.write(
            session,
            actor=actor,
            now=now,
            verb="proposals.imported",
            subject=cycle.slug,
            forum_id=cycle.forum_id,
            cycle_id=cycle.id,
            added=report.added,
            left_out=len(report.problems),
        )
    return report


class _Intake:
    """One import under way: what is known already, and the rows that wait to be stored together."""

    def __init__(self, session: Session, cycle: Cycle, now: datetime) -> None:
        self.session, self.cycle, self.now = session, cycle, now
        self.report = ImportReport()
        stored = select(Proposal.source_key, Proposal.id).where(
            Proposal.cycle_id == cycle.id, Proposal.source_key.is_not(None)
        )
        self.known: dict[str, int] = {key: id for key, id in session.execute(stored) if key}
        self.pillars = {same_name(name): pillar for pillar in cycle.pillars for name in (pillar.name, pillar.key)}
        self.waiting: dict[str, tuple[Proposal, str]] = {}

    def take(self, row: ImportRow) -> None:
        """Check one row and let it wait for its batch."""
        problem = self._problem(row)
        if problem is not None:
            self.report.problems.append(problem)
            return
        words, pillar = row.words.cleaned(), self.pillars[same_name(row.pillar)]
        mark = source_key(words, pillar=pillar.key, key=row.key)
        if mark in self.known or mark in self.waiting:
            self.report.unchanged += 1
            if mark in self.known and row.key:
                self.report.proposals[row.key] = self.known[mark]
            return
        self.waiting[mark] = (self._proposal(words, pillar, mark), row.key)
        if len(self.waiting) >= BATCH:
            self.store()

    def _problem(self, row: ImportRow) -> RowProblem | None:
        if same_name(row.pillar) not in self.pillars:
            return RowProblem(row.line, "import_pillar", {"pillar": row.pillar})
        for wrong in import_problems(row.words.cleaned()):
            return RowProblem(row.line, f"import_{wrong.code}", {"field": wrong.field, **wrong.facts})
        return None

    def _proposal(self, words: ProposalWords, pillar: Pillar, mark: str) -> Proposal:
        proposal = Proposal(
            cycle_id=self.cycle.id,
            author_name=IMPORTED,
            origin=Origin.IMPORT,
            source_key=mark,
            status=ProposalStatus.SUBMITTED,
            created_at=self.now,
        )
        put_words(proposal, words=words, pillar=pillar, now=self.now)
        give_number(self.session, proposal=proposal, now=self.now)
        return proposal

    def store(self) -> None:
        """Write what waits, with its index, in few statements."""
        self.session.add_all(proposal for proposal, _key in self.waiting.values())
        self.session.flush()
        index_terms(self.session, proposals=[proposal for proposal, _key in self.waiting.values()])
        for mark, (proposal, key) in self.waiting.items():
            self.known[mark] = proposal.id
            if key:
                self.report.proposals[key] = proposal.id
        self.report.added += len(self.waiting)
        self.waiting.clear()
