"""Plain functions that make things for tests: each has sensible values and takes what matters."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.cycle.models import Cycle, CyclePhase, Pillar, SelectionRule
from gacocrea.forum.models import Forum, Membership, Seat, SeatKind, Sector
from gacocrea.people.models import Account, Consent
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from tests.support import NOON

_serial = count(1)

PILLARS = (
    ("transparencia", "Transparencia y acceso a la información", "blue", "eye"),
    ("integridad", "Integridad y rendición de cuentas", "brick", "accounts"),
    ("participacion", "Participación ciudadana", "ochre", "door"),
    ("innovacion", "Colaboración e innovación", "green", "weave"),
)
DAYS = {
    Phase.PREPARATION: (-60, -30),
    Phase.PROPOSALS: (-30, -10),
    Phase.ANALYSIS: (-20, -5),
    Phase.VOTING: (-5, 9),
    Phase.CHALLENGE: (9, 12),
    Phase.DRAFTING: (13, 60),
    Phase.CONSULTATION: (60, 90),
    Phase.ADOPTION: (90, 110),
    Phase.IMPLEMENTATION: (110, 800),
    Phase.CLOSED: (800, 830),
}
"""The phases of a test cycle, in days from the instant at which voting has run for five."""


def make_forum(session: Session, slug: str = "ecuador", **given: Any) -> Forum:
    """Make a forum with four sectors."""
    values: dict[str, Any] = {
        "slug": slug,
        "name": "Foro Multiactor de Gobierno Abierto",
        "jurisdiction": "Ecuador",
        "core_group_name": "Grupo Núcleo",
        "secretariat_name": "Secretaría Técnica",
        "time_zone": "America/Guayaquil",
        "territories": ["Azuay", "Guayas", "Loja", "Pichincha"],
    }
    forum = Forum(**(values | given))
    names = ("gobierno", "sociedad civil", "academia", "sector privado")
    forum.sectors = [
        Sector(key=name.replace(" ", "-"), name=name.capitalize(), position=place)
        for place, name in enumerate(names, 1)
    ]
    session.add(forum)
    session.commit()
    return forum


def make_cycle(
    session: Session, forum: Forum, *, phase: Phase = Phase.VOTING, now: datetime = NOON, **given: Any
) -> Cycle:
    """Make a published cycle that stands in the middle of `phase` at `now`."""
    first, last = DAYS[phase]
    middle = first + 3 if phase in (Phase.PROPOSALS, Phase.VOTING) else (first + last) / 2
    start = now - timedelta(days=middle)
    values: dict[str, Any] = {
        "forum_id": forum.id,
        "slug": "2026-2028",
        "title": "Ciclo 2026–2028",
        "period": "2026–2028",
        "plan_starts_on": date(2026, 10, 1),
        "plan_ends_on": date(2028, 6, 30),
        "published_at": now - timedelta(days=365),
        "choices_max": 3,
        "seats": 3,
        "selection_rule": SelectionRule.TOP_N,
        "propose_level": 0,
        "vote_level": 0,
        "edit_minutes": 60,
        "challenge_hours": 72,
    }
    cycle = Cycle(**(values | given))
    cycle.phases = [
        CyclePhase(phase=name, opens_at=start + timedelta(days=a), closes_at=start + timedelta(days=b))
        for name, (a, b) in DAYS.items()
    ]
    cycle.pillars = [
        Pillar(key=key, name=name, palette=palette, glyph=glyph, position=place)
        for place, (key, name, palette, glyph) in enumerate(PILLARS, 1)
    ]
    session.add(cycle)
    session.commit()
    return cycle


def make_account(session: Session, name: str = "", **given: Any) -> Account:
    """Make a person with a confirmed address."""
    serial = next(_serial)
    values: dict[str, Any] = {
        "email": f"persona{serial}@example.org",
        "display_name": name or f"Persona {serial}",
        "email_confirmed_at": NOON - timedelta(days=400),
        "stamp": f"stamp{serial}",
        "created_at": NOON - timedelta(days=400),
    }
    account = Account(**(values | given))
    session.add(account)
    session.flush()
    session.add(
        Consent(account_id=account.id, text_version=PRIVACY_TEXT_VERSION, given_at=account.created_at)
    )
    session.commit()
    return account


def make_member(
    session: Session, forum: Forum, role: Role = Role.CORE_GROUP, *, sector: int = 0, **given: Any
) -> Account:
    """Make a person with a role; core-group members sit in the sector of that place (from 0)."""
    account = make_account(session, **given)
    seated = role is Role.CORE_GROUP
    since = date(2025, 1, 1)
    seat = Seat(
        forum_id=forum.id, sector=forum.sectors[sector], institution=f"Institución {sector}", starts_on=since
    )
    session.add(
        Membership(
            forum_id=forum.id,
            account_id=account.id,
            role=role,
            seat=seat if seated else None,
            kind=SeatKind.TITULAR if seated else None,
            starts_on=since,
        )
    )
    session.commit()
    return account


def actor_of(account: Account, *roles: Role, sector: Sector | None = None, institution: str = "") -> Actor:
    """Return `account` as an actor with `roles` besides being a citizen."""
    return Actor(
        account_id=account.id,
        name=account.display_name,
        roles=frozenset({Role.CITIZEN, *roles}),
        level=account.level,
        sector_id=sector.id if sector else None,
        institution=institution,
    )
