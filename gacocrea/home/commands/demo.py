"""gacocrea demo: a filled forum to look at, in any phase of its cycle."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask_babel import gettext as _
from sqlalchemy import MetaData, inspect, select

from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.home.commands.serving import HOST, refuse_taken, serve
from gacocrea.home.commands.upkeep import prepare
from gacocrea.home.demo.build import chapters, filled_phase
from gacocrea.home.demo.founding import PHRASE
from gacocrea.home.demo.load import rows
from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.labels import label


@click.command("demo")
@click.option(
    "--phase", type=click.Choice([phase.value for phase in Phase]), help="Where the cycle stands.  [voting]"
)
@click.option(
    "--ballots", type=click.IntRange(1, 20_000), default=800, show_default=True, help="People who vote."
)
@click.option("--fresh", is_flag=True, help="Remove the example first; never a real forum.")
@click.option("--serve", "serving", is_flag=True, help="Serve it afterwards.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
def demo(*, phase: str | None, ballots: int, fresh: bool, serving: bool, port: int) -> None:
    """Fill an empty installation with an example forum and print how to sign in."""
    if serving:
        refuse_taken(port, advice=f"PORT={port + 1} make demo")
    if fresh:
        _remove()
    prepare()
    _fill(Phase(phase) if phase else None, ballots)
    _say_sign_ins()
    if serving:
        serve(port)
    else:
        click.echo(_("Para verlo: gacocrea run (http://%(host)s:%(port)s)", host=HOST, port=port))


def _remove() -> None:
    """Remove database and poll keys, if they hold nothing but example forums."""
    if inspect(db.engine).has_table("forum") and _has_real_forum():
        raise click.ClickException(_("Aquí hay un foro de verdad: --fresh no borra nada."))
    stored = MetaData()
    stored.reflect(db.engine)
    stored.drop_all(db.engine)
    for key in application().settings.keys.glob("poll-*.key"):
        key.unlink()


def _has_real_forum() -> bool:
    found = db.session.scalars(select(Forum.is_example)).all()
    db.session.rollback()
    return not all(found)


def _fill(phase: Phase | None, ballots: int) -> None:
    """Fill what is empty; leave what is filled, and refuse what is something else."""
    filled = filled_phase(db.session())
    if filled is None:
        if db.session.scalar(select(Forum.id).limit(1)) is not None:
            raise click.ClickException(
                _(
                    "Esta instalación ya tiene otros foros, o el ejemplo quedó a medias: si es así, use --fresh."
                )
            )
        with _quiet():
            _play(phase or Phase.VOTING, ballots)
    elif phase not in (None, filled):
        raise click.ClickException(
            _("El ejemplo ya está en la fase «%(phase)s»: para cambiarla use --fresh.", phase=label(filled))
        )
    elif _is_stale(filled):
        click.echo(
            _("El ejemplo se hizo hace tiempo y su calendario siguió: para empezar de nuevo use --fresh.")
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """What is played needs no lines of a server's log."""
    log = logging.getLogger("gacocrea")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


def _play(phase: Phase, ballots: int) -> None:
    app = application()
    keys, now = KeyRing(app.settings.keys), app.clock.now()
    for chapter in chapters(db.session(), keys=keys, phase=phase, ballots=ballots, now=now):
        name = label(chapter.phase) if chapter.phase else _("Antes del ciclo")
        with click.progressbar(chapter.deeds, label=f"{name:<18}") as deeds:
            for at, deed in deeds:
                deed(at)
        db.session.commit()


def _is_stale(phase: Phase) -> bool:
    """Say whether time has gone on since: the national cycle no longer stands in the phase it was filled for."""
    now, slug = application().clock.now(), rows("forums")[0]["slug"]
    forum_id = db.session.scalar(select(Forum.id).where(Forum.slug == slug))
    cycle = current_cycle(db.session(), forum_id, now) if forum_id else None
    return cycle is None or phase not in cycle.moment(now).open_phases


def _say_sign_ins() -> None:
    click.echo(_("Cuentas de ejemplo; la contraseña de todas es: %(phrase)s", phrase=PHRASE))
    for role, place, email in _sign_ins():
        click.echo(f"  {email:<38} {role}, {place}")
    click.echo(_("Quien tiene un cargo entra además con un código: gacocrea person code CORREO lo dice."))


def _sign_ins() -> Iterator[tuple[str, str, str]]:
    places = {row["slug"]: row["jurisdiction"] for row in rows("forums")}
    for person in rows("people"):
        if person["sign_in"]:
            role = label(Role(person["role"]))
            where = places.get(person["forum"], _("toda la instalación"))
            seat = f"{where}: {person['institution']}" if person["role"] == Role.CORE_GROUP else where
            yield role, seat, person["email"]
