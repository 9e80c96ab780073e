"""gacocrea import census: a census from a file, read into hashes; two persons put it in force at its page."""

import sys
from pathlib import Path

import click
from flask_babel import gettext as _

from gacocrea.core.tables import ColumnMap, read_rows
from gacocrea.core.terms import Actor, Role
from gacocrea.forum.queries import forum_of
from gacocrea.identity import actions
from gacocrea.identity.models import Fact
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.secrets import Secrets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import refusal_text

SECRETARIAT = Actor(name="consola", roles=frozenset({Role.SECRETARIAT}))
SHOWN = 20


@click.command("census")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--forum", "slug", required=True, help="The forum's slug.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in DocumentKind]), help="The kind of document."
)
@click.option(
    "--fact", type=click.Choice([fact.value for fact in Fact]), help="The date that people must also give."
)
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Fields: document, fact.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, store nothing.")
def import_census(
    file: Path, *, slug: str, kind: str | None, fact: str | None, columns: tuple[str, ...], dry_run: bool
) -> None:
    """Read the census in FILE (CSV, TSV or XLSX) for a forum. It has no effect before it is signed at its page."""
    forum = forum_of(db.session(), slug)
    chosen = DocumentKind(kind or next(iter(forum.documents), "")) if kind or forum.documents else None
    if chosen is None:
        raise click.UsageError(_("El foro no acepta ningún documento: dígalo en la página de la secretaría."))
    named = {"document": "document"} | ({"fact": "fact"} if fact else {})
    given = ColumnMap(named | ColumnMap.parse(list(columns)).columns)
    content = actions.CensusFile(chosen, Fact(fact) if fact else None, given)
    db.session.rollback()  # while a long file is read others go on writing
    with click.progressbar(read_rows(file), label=_("Leyendo"), file=sys.stderr) as rows:
        reading = actions.hash_rows(rows, file=content, keys=Secrets(application().settings.keys), now=now())
    census = actions.read_census(
        db.session(), actor=SECRETARIAT, forum=forum, file=content, reading=reading, now=now()
    )
    for line, code in list(census.problems.items())[:SHOWN]:
        click.echo(_("Línea %(line)s: %(words)s", line=line, words=refusal_text(code, detail="…")), err=True)
    told = {"read": census.accepted, "refused": census.refused, "number": census.number}
    if dry_run:
        db.session.rollback()
        click.echo(
            _("Se leerían %(read)s personas y %(refused)s líneas no sirven. No se guardó nada.", **told)
        )
        return
    db.session.commit()
    click.echo(
        _("Padrón %(number)s: %(read)s personas, %(refused)s líneas no sirven. Fírmelo en su página.", **told)
    )
