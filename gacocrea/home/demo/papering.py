"""Ballots on paper: printed for the tables, typed by two persons; one batch still waits for its second one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from gacocrea.core.terms import Role
from gacocrea.home.demo.polling import SIGNERS
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.voting.actions import paper
from gacocrea.voting.models import PaperBatch, Poll
from gacocrea.voting.queries import polls_of, serials_of
from gacocrea.voting.rules import read_manifest

PRINTED, RETURNED = 48, 14
"""Ballots printed for each pillar, and those that came back in a batch."""
SPOILED = 0.06


Sheets = list[tuple[str, str]]


@dataclass
class Table:
    """The paper of one cycle: who types it, and the batch that is still waiting."""

    play: Play
    typists: tuple[str, str]
    chance: Random
    late: tuple[PaperBatch, Sheets] | None = None

    @property
    def polls(self) -> list[Poll]:
        return polls_of(self.play.session, self.play.cycle.id)

    def print_all(self, now: datetime) -> None:
        for poll in self.polls:
            self._act(paper.print_sheets, 0, poll, now, number=PRINTED)

    def first_batches(self, now: datetime) -> None:
        for poll in self.polls:
            self._finish(poll, *self._begin(poll, 0, now), now)

    def begin_late(self, now: datetime) -> None:
        self.late = self._begin(self.polls[0], RETURNED, now)

    def end_late(self, now: datetime) -> None:
        if self.late:
            self._finish(self.polls[0], *self.late, now)

    def _begin(self, poll: Poll, start: int, now: datetime) -> tuple[PaperBatch, Sheets]:
        serials = serials_of(self.play.session, poll, 1)[start : start + RETURNED]
        sheets = [(serial, _marks(poll, self.chance)) for serial in serials]
        batch = self._act(paper.start_batch, 0, poll, now)
        self._type(0, poll, batch, sheets, now)
        return batch, sheets

    def _finish(self, poll: Poll, batch: PaperBatch, sheets: Sheets, now: datetime) -> None:
        self._act(paper.join_batch, 1, poll, now, batch=batch)
        self._type(1, poll, batch, sheets, now)
        self._act(paper.seal_batch, 1, poll, now, batch=batch)

    def _type(self, typist: int, poll: Poll, batch: PaperBatch, sheets: Sheets, now: datetime) -> None:
        for serial, marks in sheets:
            self._act(paper.enter_sheet, typist, poll, now, batch=batch, serial=serial, marks=marks)
        self._act(paper.finish_entry, typist, poll, now, batch=batch)

    def _act(self, what: Callable[..., Any], typist: int, poll: Poll, now: datetime, **more: Any) -> Any:
        actor = self.play.scene.actor(self.typists[typist])
        return what(self.play.session, actor=actor, cycle=self.play.cycle, poll=poll, now=now, **more)


def vote_on_paper(play: Play, *, seed: int = 11) -> None:
    """Script the paper of a cycle: a sealed batch in each pillar, and a second one in the first of them."""
    chance = Random(seed)  # noqa: S311 - an example, and repeatable
    table = Table(play, (with_role(play.forum, Role.SECRETARIAT), SIGNERS[1]), chance)
    deeds = {-12: table.print_all, -5: table.first_batches, -1: table.begin_late, 9: table.end_late}
    for day, deed in deeds.items():
        play.script.add(play.almanac.at(day, 15), deed)


def _marks(poll: Poll, chance: Random) -> str:
    """Return what a sheet says: some themes, or that it is spoiled."""
    codes = sorted(read_manifest(poll.manifest).codes)
    if chance.random() < SPOILED:
        return "x"
    return " ".join(chance.sample(codes, chance.randint(1, min(poll.choices_max, len(codes)))))
