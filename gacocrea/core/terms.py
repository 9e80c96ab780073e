"""The words that every floor shares: roles, phases, identity levels, and who acts when."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person is in a forum. Everyone is at least a visitor."""

    VISITOR = "visitor"
    CITIZEN = "citizen"
    CORE_GROUP = "core_group"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"
    ADMINISTRATOR = "administrator"


PRIVILEGED = frozenset({Role.CORE_GROUP, Role.SECRETARIAT, Role.ADMINISTRATOR})
"""Roles that act for others: they hold only in a session with a second factor."""


class Phase(StrEnum):
    """The phases of a co-creation cycle, in their order."""

    PREPARATION = "preparation"
    PROPOSALS = "proposals"
    ANALYSIS = "analysis"
    VOTING = "voting"
    CHALLENGE = "challenge"
    DRAFTING = "drafting"
    CONSULTATION = "consultation"
    ADOPTION = "adoption"
    IMPLEMENTATION = "implementation"
    CLOSED = "closed"


class IdentityLevel(IntEnum):
    """How surely a person is known: e-mail, document number, government sign-in, in person."""

    EMAIL = 0
    DOCUMENT = 1
    GOVERNMENT = 2
    IN_PERSON = 3


@dataclass(frozen=True)
class Window:
    """A phase as a half-open interval of UTC instants: open at `opens_at`, closed at `closes_at`."""

    phase: Phase
    opens_at: datetime
    closes_at: datetime

    def holds(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True)
class Moment:
    """An instant in a cycle: what is open is computed from the clock, never stored."""

    now: datetime
    windows: tuple[Window, ...] = ()
    published: bool = True

    @property
    def open_phases(self) -> frozenset[Phase]:
        if not self.published:
            return frozenset()
        return frozenset(window.phase for window in self.windows if window.holds(self.now))

    def window(self, phase: Phase) -> Window | None:
        return next((window for window in self.windows if window.phase is phase), None)


@dataclass(frozen=True)
class Actor:
    """Who acts, in one forum. `account_id` is None for a visitor and for the command line."""

    account_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.VISITOR}))
    level: int = 0
    sector_id: int | None = None
    institution: str = ""

    def is_any(self, roles: frozenset[Role]) -> bool:
        return bool(self.roles & roles)

    @property
    def plain(self) -> "Actor":
        """The same person without any role that acts for others."""
        return replace(self, roles=self.roles - PRIVILEGED, sector_id=None, institution="")


VISITOR = Actor()
