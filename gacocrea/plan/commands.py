"""`gacocrea export plan`: the same document that the secretariat downloads."""

from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.cycle.models import Cycle
from gacocrea.forum.queries import forum_of
from gacocrea.plan.views import KINDS, gather, written
from gacocrea.web.extensions import db
from gacocrea.web.reading import LANGUAGES


@click.command("plan")
@click.option("--forum", required=True, help="slug of the forum")
@click.option("--cycle", required=True, help="slug of the cycle")
@click.option("--format", "kind", type=click.Choice(list(KINDS)), default="docx", show_default=True)
@click.option("--language", "tongue", type=click.Choice(list(LANGUAGES)), default="es", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export_plan(forum: str, cycle: str, kind: str, tongue: str, output: Path) -> None:
    """Write the draft plan as DOCX, PDF, JSON or CSV."""
    place = forum_of(db.session(), forum)
    found = db.session.scalar(select(Cycle).where(Cycle.forum_id == place.id, Cycle.slug == cycle))
    if found is None:
        raise NotThere("no_cycle", slug=cycle)
    plan = gather(place, found, tongue)
    content = written(plan, kind)
    output.write_bytes(content)
    size = len(content) // 1024 + 1
    click.echo(
        _("%(path)s: %(count)d compromisos, %(proposals)d propuestas, %(size)d kB.")
        % {"path": output, "count": len(plan.commitments), "proposals": len(plan.proposals), "size": size}
    )
