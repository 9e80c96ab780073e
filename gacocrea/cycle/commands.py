"""gacocrea cycle create, gacocrea cycle status: a cycle from the template, and where it stands."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask_babel import gettext as _

from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.cycle import actions
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.cycle.rules import PillarPlan, days_of, suggest_plan
from gacocrea.forum.models import Forum
from gacocrea.forum.queries import forum_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.labels import identity, label

CONSOLE = Actor(name="consola", roles=frozenset({Role.SECRETARIAT}))


@click.group("cycle")
def cycle() -> None:
    """The co-creation cycles of a forum."""


@cycle.command("create")
@click.argument("slug")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--title", required=True)
@click.option(
    "--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day of preparation."
)
@click.option("--period", help='The years of the plan, as people say them: "2027-2029".')
@click.option(
    "--pillar",
    "pillars",
    multiple=True,
    metavar="KEY=NAME:PALETTE:GLYPH",
    help="Instead of the template's four.",
)
@click.option("--choices", "choices_max", type=int, default=3, show_default=True, help="Themes on a ballot.")
@click.option("--seats", type=int, default=3, show_default=True, help="Themes that win in each pillar.")
@click.option("--propose-level", type=int, default=0, show_default=True, help="Identity level to propose.")
@click.option("--vote-level", type=int, default=0, show_default=True, help="Identity level to vote.")
@click.option("--edit-minutes", type=int, default=60, show_default=True)
@click.option("--challenge-hours", type=int, default=72, show_default=True)
@click.option("--publish", is_flag=True, help="Publish it at once: its rules no longer change.")
def create(
    slug: str, *, forum: str, start: datetime, publish: bool, pillars: tuple[str, ...], **rules: object
) -> None:
    """Set up the cycle SLUG with the template's dates."""
    place = forum_of(db.session(), forum)
    given = {name: value for name, value in rules.items() if value is not None}
    if pillars:
        given["pillars"] = tuple(_pillar(text) for text in pillars)
    plan = suggest_plan(start.date(), ZoneInfo(place.time_zone), slug=slug, **given)
    found = actions.create_cycle(db.session(), actor=CONSOLE, forum=place, plan=plan, now=now())
    if publish:
        actions.publish_cycle(db.session(), actor=CONSOLE, cycle=found, now=now())
    db.session.commit()
    state = _("y está publicado") if publish else _("como borrador")
    click.echo(_("El ciclo «%(title)s» quedó creado %(state)s.", title=found.title, state=state))


def _pillar(text: str) -> PillarPlan:
    key, _equals, rest = text.partition("=")
    name, palette, glyph = [*rest.rsplit(":", 2), "", ""][:3]
    return PillarPlan(key, name, "", palette, glyph)


@cycle.command("status")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", "slug", help="The cycle's slug; without it, the cycle that runs.")
def status(forum: str, slug: str | None) -> None:
    """Say which phase is open, the dates of all in the forum's time, and the rules."""
    place = forum_of(db.session(), forum)
    found = cycle_of(db.session(), place, slug, now())
    click.echo("\n".join([*_head(found), *_phases(place, found), *_rules(found)]))


def _head(found: Cycle) -> list[str]:
    open_now = found.moment(now()).open_phases
    names = ", ".join(label(phase) for phase in Phase if phase in open_now)
    return [
        f"{found.title} ({found.slug})",
        _("Publicado.")
        if found.published_at
        else _("Borrador: solo la secretaría lo ve, y nada está abierto."),
        _("Abierto ahora: %(phases)s.", phases=names) if names else _("Ninguna fase está abierta ahora."),
        "",
    ]


def _phases(place: Forum, found: Cycle) -> list[str]:
    zone, moment = ZoneInfo(place.time_zone), found.moment(now())
    lines = [_("Calendario (hora de %(zone)s)", zone=place.time_zone)]
    for window in moment.windows:
        days, mark = days_of(window, zone), "*" if window.holds(moment.now) else " "
        first, last = (
            instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            for instant in (window.opens_at, window.closes_at)
        )
        lines.append(f" {mark} {label(days.phase):<16} {first} – {last}")
    return [*lines, ""]


def _rules(found: Cycle) -> list[str]:
    return [
        _("Reglas"),
        _(
            "   temas por boleta: %(n)s; temas que ganan por pilar: %(seats)s",
            n=found.choices_max,
            seats=found.seats,
        ),
        _("   selección: %(rule)s", rule=label(found.selection_rule)),
        _("   para proponer: %(level)s", level=identity(found.propose_level)),
        _("   para votar: %(level)s", level=identity(found.vote_level)),
        _(
            "   edición tras enviar: %(n)s minutos; impugnación: %(hours)s horas",
            n=found.edit_minutes,
            hours=found.challenge_hours,
        ),
        _("   pilares: %(names)s", names=", ".join(pillar.key for pillar in found.pillars)),
    ]
