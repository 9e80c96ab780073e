"""gacocrea run and worker: the pages, and the letters."""

import errno
import socket
import time
from datetime import date

import click
from flask_babel import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy import inspect

from gacocrea.core.errors import Refusal
from gacocrea.core.spent import forget
from gacocrea.home.commands.upkeep import is_newest, sqlite_warning
from gacocrea.learning.commands import remind_of_courses
from gacocrea.notices.commands import tell_followers
from gacocrea.openness.actions import mail_head
from gacocrea.openness.rules import head_is_due
from gacocrea.people.secrets import Secrets
from gacocrea.plan.views import preparing
from gacocrea.privacy.commands import Sweeping
from gacocrea.voting.actions import tell_next
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.outgoing import Hours
from gacocrea.web.application import application, deliver_letters
from gacocrea.web.extensions import db

HOST = "127.0.0.1"
THREADS = 4
PAUSE = 5.0  # seconds between two rounds of letters
PROGRAM = "gacocrea.app:from_environment"


def refuse_taken(port: int, *, advice: str) -> None:
    """Stop with one sentence when something else listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(_("No se puede abrir el puerto %(port)s.", port=port)) from error
            taken = _("El puerto %(port)s está ocupado: use %(advice)s.", port=port, advice=advice)
            raise click.ClickException(taken) from error


def serve(port: int, workers: int = 1) -> None:
    """Serve the pages on this machine until interrupted."""
    click.echo(_("Abra http://%(host)s:%(port)s (Ctrl+C para terminar).", host=HOST, port=port))
    db.session.remove()
    db.engine.dispose()  # the server's processes open their own connections
    Granian(
        PROGRAM,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        factory=True,
        log_level=LogLevels.warning,
        respawn_failed_workers=workers > 1,
        workers_kill_timeout=3,
    ).serve()


@click.command("run")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="PORT", show_default=True)
@click.option("--workers", type=click.IntRange(1), default=1, envvar="GACOCREA_WORKERS", show_default=True)
def run(port: int, workers: int) -> None:
    """Serve the pages on 127.0.0.1, behind a proxy in production."""
    if not inspect(db.engine).has_table("alembic_version"):
        raise click.ClickException(_("La base de datos no está preparada. Ejecute primero: gacocrea init"))
    if not is_newest():
        raise click.ClickException(_("La base de datos no está al día. Ejecute primero: gacocrea init"))
    refuse_taken(port, advice=f"gacocrea run --port {port + 1}")
    if warning := sqlite_warning(workers):
        click.echo(warning, err=True)
    serve(port, workers)


def tell_voters() -> None:
    """Queue the next participation statements of polls that are closed; a lost key makes them wait."""
    app = application()
    try:
        tell_next(
            db.session(), keys=KeyRing(app.settings.keys), site=app.settings.public_url, now=app.clock.now()
        )
        db.session.commit()
    except Refusal:
        db.session.rollback()


def forget_challenges() -> None:
    """Forget the challenges of forms that would have expired by now."""
    if forget(db.session(), application().clock.now()):
        db.session.commit()


class Days:
    """The days as a worker sees them pass: the head of the record leaves once on each."""

    def __init__(self) -> None:
        self.last: date | None = None

    def pass_(self) -> None:
        """Put the head of today into the outbox, unless that was done."""
        app = application()
        if head_is_due(app.clock.now(), self.last):
            self.last = app.clock.now().date()
            keys, site = Secrets(app.settings.keys), app.settings.public_url
            mail_head(db.session(), secrets=keys, site=site, now=app.clock.now())
            db.session.commit()


@click.command("prepare")
def prepare() -> None:
    """Make the documents of plans that were asked for, then stop; the worker does the same in its rounds."""
    number = preparing.make_all()
    preparing.tidy()
    click.echo(_("Documentos preparados: %(number)s.", number=number))


@click.command("worker")
@click.option("--once", is_flag=True, help="One round, then stop.")
def worker(once: bool) -> None:
    """Write to followers, list new ballots each full hour, send waiting letters, forget what is past: in rounds."""
    hours, days, sweeping = Hours(), Days(), Sweeping()
    while True:
        hours.strike()
        days.pass_()
        tell_followers()
        tell_voters()
        remind_of_courses()
        forget_challenges()
        sweeping.strike()
        if preparing.make_next():
            preparing.tidy()
        sent = deliver_letters()
        if sent or once:
            click.echo(_("Cartas enviadas: %(number)s.", number=sent))
        if once:
            return
        db.session.remove()
        time.sleep(PAUSE)
