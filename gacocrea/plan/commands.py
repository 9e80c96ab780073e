"""`gacocrea export plan`: the same document that the secretariat downloads."""

from pathlib import Path

import click
from flask_babel import gettext as _

from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.queries import forum_of
from gacocrea.plan.views import KINDS, gather, written
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.reading import LANGUAGES


@click.command("plan")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("--format", "kind", type=click.Choice(list(KINDS)), default="docx", show_default=True)
@click.option("--language", "tongue", type=click.Choice(list(LANGUAGES)), default="es", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export_plan(forum: str, cycle: str, kind: str, tongue: str, output: Path) -> None:
    """Write the draft plan as DOCX, PDF, JSON or CSV."""
    place = forum_of(db.session(), forum)
    plan = gather(place, cycle_of(db.session(), place, cycle, application().clock.now()), tongue)
    content = written(plan, kind)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("No se pudo escribir %(path)s: %(why)s.", path=output, why=error.strerror)
        ) from error
    counts = {"commitments": len(plan.commitments), "proposals": len(plan.proposals)}
    click.echo(
        _(
            "%(path)s quedó escrito. Compromisos: %(commitments)s; propuestas: %(proposals)s; tamaño: %(size)s kB.",
            path=output,
            size=len(content) // 1024 + 1,
            **counts,
        )
    )
