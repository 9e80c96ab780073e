"""Who and what is on the stage, and the script: everything that happens, each at its instant."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.forum.models import Forum, Meeting, Sector
from gacocrea.home.demo.dates import Almanac
from gacocrea.home.demo.load import Row, rows
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal, Workshop
from gacocrea.themes.models import Theme
from gacocrea.voting.keys import KeyRing

OPERATOR = Actor(name="gacocrea demo", roles=frozenset({Role.ADMINISTRATOR}))
Deed = Callable[[datetime], object]


@dataclass
class Scene:
    """What the script has made so far, by the keys of its content."""

    session: Session
    keys: KeyRing
    forums: dict[str, Forum] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    workshops: dict[str, Workshop] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Return a person of the content as who acts in their forum."""
        person, account = person_of(key), self.accounts[key]
        role = Role(person["role"])
        seated = role is Role.CORE_GROUP
        return Actor(
            account_id=account.id,
            name=account.display_name,
            roles=frozenset({Role.CITIZEN, role}),
            level=account.level,
            sector_id=self.sector(person["forum"], person["sector"]).id if seated else None,
            institution=person["institution"] if seated else "",
        )

    def sector(self, forum: str, key: str) -> Sector:
        return next(sector for sector in self.forums[forum].sectors if sector.key == key)


@dataclass
class Script:
    """Everything that happens, to be done in the order of time."""

    deeds: list[tuple[datetime, Deed]] = field(default_factory=list)

    def add(self, at: datetime, deed: Deed) -> None:
        self.deeds.append((at, deed))

    def until(self, now: datetime) -> list[tuple[datetime, Deed]]:
        """Return what has happened by `now`, in order; what is of one instant stays as it was added."""
        return sorted((pair for pair in self.deeds if pair[0] <= now), key=lambda pair: pair[0])


@dataclass(frozen=True)
class Play:
    """One forum's part of the script."""

    scene: Scene
    script: Script
    almanac: Almanac
    forum: str
    opens: int
    """The day on which proposals open: their days count from it."""

    @property
    def cycle(self) -> Cycle:
        return self.scene.cycles[self.forum]

    @property
    def session(self) -> Session:
        return self.scene.session

    def pillar(self, key: str, cycle: str = "") -> Pillar:
        """Return a pillar of the forum's current cycle, or of another of its cycles."""
        return next(pillar for pillar in self.scene.cycles[cycle or self.forum].pillars if pillar.key == key)


@dataclass(frozen=True)
class Chapter:
    """What happens in one phase of the national cycle; None: before it began."""

    phase: Phase | None
    deeds: list[tuple[datetime, Deed]]


def person_of(key: str) -> Row:
    return next(person for person in rows("people") if person["key"] == key)


def seated(forum: str) -> list[str]:
    """Return the keys of a forum's core group, titulars first."""
    group = [one for one in rows("people") if one["forum"] == forum and one["role"] == Role.CORE_GROUP]
    return [one["key"] for one in sorted(group, key=lambda one: str(one["seat"]), reverse=True)]


def with_role(forum: str, role: Role) -> str:
    """Return the key of the first person of a forum with a role."""
    return next(str(one["key"]) for one in rows("people") if one["forum"] == forum and one["role"] == role)
