"""What leaves the vote from the command line: checkpoints, every hour in the worker, and the public package."""

from datetime import datetime
from pathlib import Path

import click
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict, Refusal
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.queries import forum_of
from gacocrea.voting import package, queries
from gacocrea.voting.actions import publish_checkpoints
from gacocrea.voting.commands import poll
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import PollState
from gacocrea.web.application import application
from gacocrea.web.extensions import db

__all__ = ["Hours", "checkpoint", "export_package", "poll"]


@poll.command("checkpoint")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
def checkpoint(forum: str, cycle: str) -> None:
    """Publish a checkpoint of each open poll with enough new ballots, as the worker does every hour."""
    now = application().clock.now()
    made = _publish_checkpoints(now, _cycle(forum, cycle, now))
    db.session.commit()
    click.echo(_("Puntos de control publicados: %(number)s.", number=made))


def _publish_checkpoints(now: datetime, cycle: Cycle | None = None) -> int:
    settings = application().settings
    keys, site = KeyRing(settings.keys), settings.public_url
    return len(publish_checkpoints(db.session(), keys=keys, now=now, site=site, cycle=cycle))


class Hours:
    """The hours as a worker sees them pass: checkpoints come out when a full one strikes, and at no other time."""

    def __init__(self) -> None:
        self.last = _full_hour()

    def strike(self) -> int:
        """Publish what is due if an hour has struck since the last look; return how many checkpoints came out."""
        if _full_hour() == self.last:
            return 0
        self.last = _full_hour()
        try:
            made = _publish_checkpoints(application().clock.now())
            db.session.commit()
        except Refusal:  # a key is lost: letters and everything else go on
            db.session.rollback()
            return 0
        return made


def _full_hour() -> datetime:
    return application().clock.now().replace(minute=0, second=0, microsecond=0)


@click.command("package")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder, or a .zip.")
def export_package(forum: str, cycle: str, output: Path) -> None:
    """Write the public package of the published polls of a cycle: a folder, or a zip."""
    found = _cycle(forum, cycle, application().clock.now())
    polls = [one for one in queries.polls_of(db.session(), found.id) if one.state is PollState.PUBLISHED]
    if not polls:
        raise Conflict("not_published")
    files = package.package_files(db.session(), polls)
    try:
        if output.suffix == ".zip":
            with output.open("wb") as target:
                package.write_zip(files, target)
        else:
            package.write_folder(files, output)
    except OSError as error:
        why = _("No se pudo escribir %(path)s: %(why)s.", path=output, why=error.strerror)
        raise click.ClickException(why) from error
    click.echo(_("%(path)s quedó escrito: %(files)s archivos.", path=output, files=len(files)))


def _cycle(forum: str, cycle: str, now: datetime) -> Cycle:
    return cycle_of(db.session(), forum_of(db.session(), forum), cycle, now)
