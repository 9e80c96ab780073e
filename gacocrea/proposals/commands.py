"""gacocrea import proposals, import comments: what was written elsewhere, from a file."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.tables import ColumnMap, Row, TableError, Value, read_rows
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.proposals.actions import (
    CommentReport,
    CommentRow,
    ImportReport,
    ImportRow,
    RowProblem,
    import_comments,
    import_rows,
)
from gacocrea.proposals.models import Stance
from gacocrea.proposals.rules import ProposalWords, same_name
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.labels import refusal_text

FIELDS = ("title", "problem", "solution", "affected", "territory", "institution", "pillar", "key")
COMMENT_FIELDS = ("text", "proposal", "stance", "key")
AGAINST = ("against", "contra", "en contra", "-1")
SHOWN = 20
OPERATOR = Actor(name="gacocrea import")


class Source:
    """A file read as rows to import: which column fills which field, and what could not be read."""

    def __init__(self, columns: dict[str, str], constants: dict[str, str], pillars: dict[str, str]) -> None:
        self.given = ColumnMap(columns)
        self.map = ColumnMap({name: name for name in FIELDS if name not in constants} | columns)
        self.constants = constants
        self.pillars = {same_name(value): key for value, key in pillars.items()}
        self.unread: list[tuple[int, str]] = []
        self.unseen = set(columns.values())

    def rows(self, rows: Iterable[Row]) -> Iterator[ImportRow]:
        """Yield what can be imported; note the rows that cannot be read and the columns that no row has."""
        for row in rows:
            if row.error:
                self.unread.append((row.line, _(row.error.sentence) % row.error.facts))
                continue
            self.unseen &= set(self.given.absent(row))
            yield self._row(row)

    def _row(self, row: Row) -> ImportRow:
        found = {name: _text(value) for name, value in self.map.apply(row).items()} | self.constants
        pillar, key = found.pop("pillar", ""), found.pop("key", "")
        words = ProposalWords(**({"title": "", "problem": "", "solution": ""} | found))  # type: ignore[arg-type]
        return ImportRow(row.line, words, self.pillars.get(same_name(pillar), pillar), key)


@click.command("proposals")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help=f"Fields: {', '.join(FIELDS)}.")
@click.option("--set", "constants", multiple=True, metavar="FIELD=TEXT", help="The same text in every row.")
@click.option("--pillar-map", "pillars", multiple=True, metavar="VALUE=PILLAR", help="What the file calls a pillar.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, store nothing.")
@click.option("--strict", is_flag=True, help="Store nothing when a row is wrong.")
def import_proposals(
    *,
    file: Path,
    forum: str,
    cycle: str,
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    pillars: tuple[str, ...],
    dry_run: bool,
    strict: bool,
) -> None:
    """Import proposals from FILE (CSV, JSON, XLSX, PB, ZIP, TAR.GZ or a folder). Twice adds nothing."""
    place = _cycle(forum, cycle)
    source = Source(_fields(columns), _fields(constants), _pairs(pillars))
    try:
        rows = list(read_rows(file))
        report = _import(place, source, rows)
    except TableError as error:
        raise click.ClickException(_(error.sentence) % error.facts) from error
    wrong = _problems(source, report)
    _say_problems(wrong)
    failure = _failure(source, report, wrong, strict)
    if failure or dry_run:
        db.session.rollback()
    if failure:
        raise click.ClickException(failure)
    db.session.commit()
    _say(report, len(wrong), dry_run)


@click.command("comments")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help=f"Fields: {', '.join(COMMENT_FIELDS)}.")
@click.option("--set", "constants", multiple=True, metavar="FIELD=TEXT", help="The same text in every row.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, store nothing.")
def import_comments_(
    *, file: Path, forum: str, cycle: str, columns: tuple[str, ...], constants: tuple[str, ...], dry_run: bool
) -> None:
    """Import comments from FILE as arguments of the proposals that its rows name. Twice adds nothing."""
    place, given = _cycle(forum, cycle), _fields(constants, COMMENT_FIELDS)
    named = {name: name for name in COMMENT_FIELDS if name not in given} | _fields(columns, COMMENT_FIELDS)
    try:
        rows = list(read_rows(file))
    except TableError as error:
        raise click.ClickException(_(error.sentence) % error.facts) from error
    unread = [(row.line, _(row.error.sentence) % row.error.facts) for row in rows if row.error]
    with click.progressbar(rows, label=_("Importando"), file=sys.stderr) as shown:
        read = (_comment(row, ColumnMap(named), given) for row in shown if not row.error)
        report = import_comments(
            db.session(), cycle=place, rows=read, actor=OPERATOR, now=application().clock.now()
        )
    wrong = sorted([*unread, *_said(report.problems)])
    _say_problems(wrong)
    if dry_run or not report.seen:
        db.session.rollback()
    if wrong and not report.seen:
        raise click.ClickException(_("No se guardó nada: corrija las filas señaladas y repita."))
    db.session.commit()
    _say(report, len(wrong), dry_run)


def _comment(row: Row, named: ColumnMap, given: dict[str, str]) -> CommentRow:
    found = {name: _text(value) for name, value in named.apply(row).items()} | given
    stance = Stance.AGAINST if same_name(found.get("stance", "")) in AGAINST else Stance.FOR
    return CommentRow(row.line, found.get("proposal", ""), found.get("text", ""), stance, found.get("key", ""))


def _failure(source: Source, report: ImportReport, wrong: list[tuple[int, str]], strict: bool) -> str:
    if source.unseen:
        return str(_("Ninguna fila tiene la columna «%(name)s».", name=min(source.unseen)))
    if wrong and (strict or not report.seen):
        return str(_("No se guardó nada: corrija las filas señaladas y repita."))
    return ""


def _import(cycle: Cycle, source: Source, rows: list[Row]) -> ImportReport:
    with click.progressbar(rows, label=_("Importando"), file=sys.stderr) as shown:
        return import_rows(
            db.session(),
            cycle=cycle,
            rows=source.rows(shown),
            actor=OPERATOR,
            now=application().clock.now(),
        )


def _problems(source: Source, report: ImportReport) -> list[tuple[int, str]]:
    return sorted([*source.unread, *_said(report.problems)])


def _said(problems: Iterable[RowProblem]) -> list[tuple[int, str]]:
    return [(found.line, refusal_text(found.code, **found.facts)) for found in problems]


def _say_problems(problems: list[tuple[int, str]]) -> None:
    for line, sentence in problems[:SHOWN]:
        click.echo(_("Fila %(line)s: %(problem)s", line=line, problem=sentence), err=True)
    if len(problems) > SHOWN:
        click.echo(_("Y %(count)s filas más con problemas.", count=len(problems) - SHOWN), err=True)


def _say(report: ImportReport | CommentReport, wrong: int, dry_run: bool) -> None:
    facts = {"added": report.added, "unchanged": report.unchanged, "wrong": wrong}
    if dry_run:
        click.echo(_("Se agregarían %(added)s; %(unchanged)s ya estaban; %(wrong)s con problemas.", **facts))
    else:
        click.echo(_("Se agregaron %(added)s; %(unchanged)s ya estaban; %(wrong)s con problemas.", **facts))


def _cycle(forum: str, cycle: str) -> Cycle:
    wanted = select(Cycle).join(Forum, Forum.id == Cycle.forum_id).where(Forum.slug == forum, Cycle.slug == cycle)
    found = db.session.scalar(wanted)
    if found is None:
        sentence = _("No hay ningún ciclo «%(cycle)s» en el foro «%(forum)s».", cycle=cycle, forum=forum)
        raise click.ClickException(sentence)
    return found


def _fields(pairs: tuple[str, ...], known: tuple[str, ...] = FIELDS) -> dict[str, str]:
    found = _pairs(pairs)
    for name in found:
        if name not in known:
            raise click.ClickException(
                _("«%(name)s» no es un campo: use %(fields)s.", name=name, fields=", ".join(known))
            )
    return found


def _pairs(pairs: tuple[str, ...]) -> dict[str, str]:
    try:
        return ColumnMap.parse(list(pairs)).columns
    except TableError as error:
        raise click.ClickException(_(error.sentence) % error.facts) from error


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)
