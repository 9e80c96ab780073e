"""gacocrea poll: the steps that two persons take; gacocrea import ballots: ballots that were cast elsewhere."""

import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.tables import ColumnMap, Row, read_rows
from gacocrea.core.terms import Actor, Role
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.models import Forum, Membership
from gacocrea.forum.queries import forum_of, today_in
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email
from gacocrea.voting import actions, queries
from gacocrea.voting.actions import Imported
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll, PollState, Step
from gacocrea.voting.rules import Manifest, read_manifest
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.labels import label, refusal_text

OPERATOR = Actor(name="gacocrea import")
KEEPER = Actor(name="gacocrea poll")
PHRASE_MIN = 12
SHOWN = 20
BATCH = 500  # rows between two commits, so that people can vote while a file is read
PABULIB = {"voter": "voter_id", "options": "vote"}
PLAIN = {"voter": "voter", "options": "options"}


@click.group("poll")
def poll() -> None:
    """Open, close and publish the polls of a cycle."""


def _step(step: Step) -> None:
    @poll.command(step.value, help=f"{step.value.capitalize()} the polls of a cycle; both persons sign.")
    @click.option("--forum", required=True, help="The forum's slug.")
    @click.option("--cycle", required=True, help="The cycle's slug.")
    @click.option("--by", "first", required=True, metavar="EMAIL", help="The first person.")
    @click.option("--and", "second", required=True, metavar="EMAIL", help="The second, of another sector.")
    def run(forum: str, cycle: str, first: str, second: str) -> None:
        now = application().clock.now()
        place, found = _place(forum, cycle, now)
        signed = {one.account_id for one in queries.standing_signatures(db.session(), found.id, step)}
        for actor in (_official(place, first, now), _official(place, second, now)):
            if actor.account_id not in signed:
                actions.sign_step(
                    db.session(), actor=actor, cycle=found, step=step, keys=_keys(), now=now, site=_site()
                )
        db.session.commit()
        number = len(queries.polls_of(db.session(), found.id))
        click.echo(_("%(step)s: hecho, %(number)s boletas.", step=label(step), number=number))


for each_step in Step:
    _step(each_step)


@poll.command("key-copy")
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.password_option("--phrase", prompt="Phrase", help="What opens the copy; asked when not given.")
def key_copy(forum: str, cycle: str, output: Path, phrase: str) -> None:
    """Write a sealed copy of the keys of open polls, for the officer of the core group to keep elsewhere."""
    now = application().clock.now()
    if len(phrase) < PHRASE_MIN:
        raise click.ClickException(_("La frase tiene al menos %(least)s caracteres.", least=PHRASE_MIN))
    found = _place(forum, cycle, now)[1]
    manifests = _unpublished(found)
    handle = os.open(output, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_keys().sealed_copy(manifests, phrase))
    actions.note_key_copy(
        db.session(), actor=KEEPER, cycle=found, verb="keys.copied", number=len(manifests), now=now
    )
    db.session.commit()
    click.echo(_("Copia sellada de %(number)s claves en %(file)s.", number=len(manifests), file=output))


@poll.command("key-restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("--phrase", prompt="Phrase", hide_input=True, help="What opens the copy; asked when not given.")
def key_restore(file: Path, forum: str, cycle: str, phrase: str) -> None:
    """Put lost keys back from their sealed copy; voting goes on by itself."""
    now = application().clock.now()
    found = _place(forum, cycle, now)[1]
    number = _keys().restore_copy(_unpublished(found), file.read_text("utf-8", "replace"), phrase)
    actions.note_key_copy(
        db.session(), actor=KEEPER, cycle=found, verb="keys.restored", number=number, now=now
    )
    db.session.commit()
    click.echo(_("Se repusieron %(number)s claves.", number=number))


def _unpublished(cycle: Cycle) -> list[Manifest]:
    polls = [
        each for each in queries.polls_of(db.session(), cycle.id) if each.state is not PollState.PUBLISHED
    ]
    if not polls:
        raise click.ClickException(_("Este ciclo no tiene votaciones con clave."))
    return [read_manifest(each.manifest) for each in polls]


def _site() -> str:
    return application().settings.public_url


def _place(forum: str, cycle: str, now: datetime) -> tuple[Forum, Cycle]:
    place = forum_of(db.session(), forum)
    return place, cycle_of(db.session(), place, cycle, now)


def _keys() -> KeyRing:
    return KeyRing(application().settings.keys)


def _official(forum: Forum, email: str, now: datetime) -> Actor:
    """Return a person with the roles that they hold in the forum today."""
    account = db.session.scalar(select(Account).where(Account.email == folded_email(email)))
    if account is None or not account.is_confirmed:
        raise click.ClickException(
            _("No hay ninguna cuenta confirmada con el correo %(email)s.", email=email)
        )
    mine = select(Membership).where(Membership.forum_id == forum.id, Membership.account_id == account.id)
    held = [row for row in db.session.scalars(mine) if row.is_current(today_in(forum, now))]
    return Actor(
        account_id=account.id,
        name=account.display_name,
        roles=frozenset({Role.CITIZEN, *(row.role for row in held)}),
        level=account.level,
        sector_id=next((row.seat.sector_id for row in held if row.seat), None),
    )


@click.command("ballots")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--forum", required=True, help="The forum's slug.")
@click.option("--cycle", required=True, help="The cycle's slug.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Fields: voter, options.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, store nothing.")
@click.option("--strict", is_flag=True, help="Store nothing when a row is wrong.")
def import_ballots(
    *, file: Path, forum: str, cycle: str, columns: tuple[str, ...], dry_run: bool, strict: bool
) -> None:
    """Import ballots from FILE (CSV, JSON, XLSX, PB): a voter and the themes they chose. Twice adds nothing."""
    now = application().clock.now()
    _forum, found = _place(forum, cycle, now)
    polls = queries.polls_of(db.session(), found.id)
    if not polls or polls[0].state is not PollState.OPEN:
        raise Conflict("poll_not_open")
    reading = _reading(file, columns, found, polls, now)
    _read(reading, file, keep=None if dry_run or strict else db.session.commit)
    _say_problems(reading.problems)
    if strict and reading.problems:
        db.session.rollback()
        raise click.ClickException(_("No se guardó nada: corrija las filas señaladas y repita."))
    if dry_run:
        db.session.rollback()
    else:
        reading.note()
        db.session.commit()
    _say(reading, dry_run=dry_run)


@dataclass
class Reading:
    """A file on its way in: what fills what, and what has become of its rows so far."""

    source: str
    columns: ColumnMap
    cycle: Cycle
    paper: dict[str, tuple[Poll, str]]
    now: datetime
    done: Counter[Imported] = field(default_factory=Counter)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Cast the ballots of one row, or note what is wrong with it."""
        if row.error:
            self.problems.append((row.line, _(row.error.sentence) % row.error.facts))
            return
        cells = self.columns.apply(row)
        voter, options = cells.get("voter", ""), cells.get("options", "")
        named = options if isinstance(options, list) else re.split(r"[,;|]", options)
        try:
            self.done += actions.import_ballots(
                db.session(),
                voter=voter if isinstance(voter, str) else ",".join(voter),
                options=[option.strip() for option in named if option.strip()],
                source=self.source,
                ballot_paper=self.paper,
                cycle=self.cycle,
                keys=_keys(),
                now=self.now,
            )
        except (Invalid, Conflict) as refusal:
            self.problems.append((row.line, refusal_text(refusal.code, **refusal.facts)))

    def note(self) -> None:
        """Write into the public record what the file brought."""
        actions.note_import(
            db.session(), actor=OPERATOR, cycle=self.cycle, source=self.source, done=self.done, now=self.now
        )


def _reading(file: Path, columns: Iterable[str], cycle: Cycle, polls: list[Poll], now: datetime) -> Reading:
    with file.open("rb") as content:
        source = hashlib.file_digest(content, "sha256").hexdigest()[:12]
    usual = PABULIB if file.suffix.lower() == ".pb" else PLAIN
    given = ColumnMap.parse(list(columns)).columns
    if strange := given.keys() - usual.keys():
        name, fields = min(strange), ", ".join(usual)
        raise click.ClickException(_("«%(name)s» no es un campo: use %(fields)s.", name=name, fields=fields))
    return Reading(source, ColumnMap(usual | given), cycle, queries.ballot_paper(db.session(), polls), now)


def _read(reading: Reading, file: Path, *, keep: Callable[[], Any] | None) -> None:
    """Read the file with a progress bar; `keep` commits what was read so far."""
    rows = list(read_rows(file, sheet="votes" if file.suffix.lower() == ".pb" else None))
    if absent := [name for row in rows[:1] if not row.error for name in reading.columns.absent(row)]:
        raise click.ClickException(_("Ninguna fila tiene la columna «%(name)s».", name=absent[0]))
    with click.progressbar(rows, label=_("Importando"), file=sys.stderr) as shown:
        for number, row in enumerate(shown, start=1):
            reading.take(row)
            if keep and number % BATCH == 0:
                keep()


def _say_problems(problems: list[tuple[int, str]]) -> None:
    for line, sentence in problems[:SHOWN]:
        click.echo(_("Fila %(line)s: %(problem)s", line=line, problem=sentence), err=True)
    if len(problems) > SHOWN:
        click.echo(_("Y %(count)s filas más con problemas.", count=len(problems) - SHOWN), err=True)


def _say(reading: Reading, *, dry_run: bool) -> None:
    facts = {kind.value: reading.done[kind] for kind in Imported} | {"wrong": len(reading.problems)}
    if dry_run:
        said = _("Se agregarían %(added)s boletas, %(replaced)s reemplazarían a otras.", **facts)
    else:
        said = _("Se agregaron %(added)s boletas, %(replaced)s reemplazaron a otras.", **facts)
    click.echo(f"{said} " + _("%(same)s ya estaban; %(wrong)s filas con problemas.", **facts))
