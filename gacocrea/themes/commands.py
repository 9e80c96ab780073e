"""gacocrea import themes: when a file's proposals were options of a ballot already, each becomes a theme.

And gacocrea export responses: what happened to every proposal and why.
"""

from pathlib import Path

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.terms import Actor
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.queries import forum_of
from gacocrea.themes import actions, queries
from gacocrea.themes.views.responses import written
from gacocrea.web.application import now
from gacocrea.web.extensions import db

OPERATOR = Actor(name="gacocrea import")


@click.command("themes")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", "slug", required=True, help="The cycle's slug.")
def import_themes(*, forum: str, slug: str) -> None:
    """Make one theme of each imported proposal that still waits for an answer. Twice adds nothing."""
    cycle = cycle_of(db.session(), forum_of(db.session(), forum), slug, now())
    waiting = queries.imported(db.session(), cycle_id=cycle.id)
    made = actions.import_themes(db.session(), actor=OPERATOR, cycle=cycle, proposals=waiting, now=now())
    db.session.commit()
    if made:
        click.echo(ngettext("Se creó %(num)d tema.", "Se crearon %(num)d temas.", made))
    else:
        click.echo(_("No hay propuestas importadas sin respuesta: no se creó ningún tema."))


@click.command("responses")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", "slug", required=True, help="The cycle's slug.")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export_responses(*, forum: str, slug: str, kind: str, output: Path) -> None:
    """Write every proposal of a cycle with what happened to it and why, as CSV or XLSX."""
    cycle = cycle_of(db.session(), forum_of(db.session(), forum), slug, now())
    rows = queries.responses_table(db.session(), cycle_id=cycle.id)
    answered, total = queries.progress(db.session(), cycle.id)
    try:
        output.write_bytes(written(cycle, rows, kind))
    except OSError as error:
        raise click.ClickException(
            _("No se pudo escribir %(path)s: %(why)s.", path=output, why=error.strerror)
        ) from error
    click.echo(_("%(path)s quedó escrito: %(answered)s de %(total)s propuestas tienen respuesta.",
                 path=output, answered=answered, total=total))  # fmt: skip
