"""`gacocrea export plan`: the same document that the secretariat downloads. `gacocrea import plan`: an earlier one."""

import hashlib
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Actor, Role
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.queries import forum_of
from gacocrea.plan import actions
from gacocrea.plan.forms import UNREAD
from gacocrea.plan.reading import read_plan
from gacocrea.plan.views import KINDS, gather, written
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.labels import refusal_text
from gacocrea.web.reading import LANGUAGES

OPERATOR = Actor(name="gacocrea import", roles=frozenset({Role.SECRETARIAT}))


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
    db.session.expunge_all()  # ten thousand rows are not needed while the document is written
    with click.progressbar(length=100, label=_("Escribiendo"), file=sys.stderr) as bar:
        content = written(plan, kind, lambda done, steps: bar.update(100 * done // steps - bar.pos))
        bar.update(100 - bar.pos)
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


@click.command("plan")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", "slug", required=True, help="The slug of the cycle that the plan becomes: 2019-2022.")
@click.option("--title", default="", help="What the plan is called; what the file says unless given.")
@click.option("--from", "starts_on", type=click.DateTime(["%Y-%m-%d"]), help="The plan's first day.")
@click.option("--to", "ends_on", type=click.DateTime(["%Y-%m-%d"]), help="The plan's last day.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, store nothing.")
def import_plan(
    *,
    file: Path,
    forum: str,
    slug: str,
    title: str,
    starts_on: datetime | None,
    ends_on: datetime | None,
    dry_run: bool,
) -> None:
    """Bring in an earlier plan from FILE: DOCX, CSV, XLSX, a ZIP of CSV tables, or exported JSON."""
    now, place = application().clock.now(), forum_of(db.session(), forum)
    try:
        found = read_plan(file, file.name)
        for one in found.unread:
            click.echo(f"{one.where}: {UNREAD[one.code]} {one.detail}".strip(), err=True)
        plan = found.plan
        days = (starts_on.date() if starts_on else plan.starts, ends_on.date() if ends_on else plan.ends)
        words = actions.PlanWords(slug, title or plan.title or place.name, *days)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        who: dict[str, Any] = {"actor": OPERATOR, "forum": place, "now": now}
        kept = actions.keep_reading(db.session(), **who, found=found, name=file.name, sha256=digest)
        actions.bring_in(db.session(), **who, reading=kept, words=words)
    except Invalid as refusal:
        raise click.ClickException(str(refusal_text(refusal.code, **refusal.facts))) from refusal
    (db.session.rollback if dry_run else db.session.commit)()
    told = {"commitments": len(plan.commitments), "unread": len(found.unread)}
    click.echo(_("Compromisos: %(commitments)s; sin leer: %(unread)s.", **told))
