"""What a forum may be called, which sectors it has, and who may be named to a seat."""

import re
from collections.abc import Iterable
from datetime import date
from zoneinfo import available_timezones

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Role
from gacocrea.forum.models import NAME_MAX, SLUG_MAX

_WORDS = """
    .well-known E a accesibilidad acceso admin administracion api archivos aviso-de-privacidad avisos ayuda buscar
    ciclo ciclos cuenta datos e en entrar es estado estilo foro foros hilo inicio lectura mi pt privacidad recuento
    registro salir salud static verificar
"""
RESERVED = frozenset(_WORDS.split())
"""First words of addresses that belong to the installation: no forum may stand on them."""

GRANTED = (Role.CORE_GROUP, Role.SECRETARIAT, Role.OBSERVER)
"""The roles that a person holds in a forum by being named."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def check_slug(slug: str, *, reserved: Iterable[str] = RESERVED, field: str = "slug") -> None:
    """Raise Invalid unless `slug` can stand in an address: a-z, 0-9 and inner hyphens, not a page's own word."""
    if not _SLUG.fullmatch(slug) or len(slug) > SLUG_MAX:
        raise Invalid(field, "slug_letters", most=SLUG_MAX)
    if slug in reserved:
        raise Invalid(field, "slug_taken_by_page", slug=slug)


def check_words(*, name: str, time_zone: str) -> None:
    """Raise Invalid unless the forum has a name of its size and a time zone of the IANA database."""
    if not 1 <= len(name) <= NAME_MAX:
        raise Invalid("name", "forum_name", most=NAME_MAX)
    if time_zone not in available_timezones():
        raise Invalid("time_zone", "unknown_zone", zone=time_zone)


def check_sectors(sectors: Iterable[tuple[str, str]]) -> None:
    """Raise Invalid unless there are at least two sectors with different keys and names.

    A forum is multi-stakeholder: government and civil society at least (OGP standard 1, requirement 1.1).
    """
    pairs = list(sectors)
    if len({key for key, _name in pairs}) < max(2, len(pairs)) or not all(name for _key, name in pairs):
        raise Invalid("sectors", "sectors_two")
    for key, _name in pairs:
        check_slug(key.replace("_", "-"), reserved=(), field="sectors")


def check_seat(role: Role, *, has_sector: bool, starts_on: date, ends_on: date | None) -> None:
    """Raise Invalid unless the role can be granted, sits in a sector if it is a seat, and its term lasts."""
    if role not in GRANTED:
        raise Invalid("role", "role_not_granted")
    if (role is Role.CORE_GROUP) != has_sector:
        raise Invalid("sector", "seat_sector" if role is Role.CORE_GROUP else "no_seat_no_sector")
    if ends_on is not None and ends_on <= starts_on:
        raise Invalid("ends_on", "term")
