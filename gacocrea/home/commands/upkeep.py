"""gacocrea init and doctor: everything in its place, and whether it still is."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import current_app
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gacocrea.core import kept
from gacocrea.core.db import reading
from gacocrea.core.record import RecordEntry, first_broken
from gacocrea.home.commands import safety
from gacocrea.web.application import application
from gacocrea.web.extensions import db, migrate

OTHERS = 0o077
SAFE_SQLITE = (3, 51, 3)
"""From here on several processes may write to one database in WAL mode (sqlite.org/wal.html, the WAL-reset bug)."""


def prepare() -> None:
    """Make the folders of this installation, bring its database to the newest form, and compile catalogues."""
    settings = application().settings
    for folder, mode in ((settings.instance, 0o755), (settings.keys, 0o700), (settings.mail, 0o700)):
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
    settings.keys.chmod(0o700)
    compile_catalogues(Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"]))
    upgrade()


def compile_catalogues(folder: Path) -> None:
    """Write the catalogues that a running gacocrea reads, where their source is newer."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parent.parent.name)
            with target.open("wb") as file:
                write_mo(file, catalogue)


@click.command("init")
def init() -> None:
    """Make the folders, bring the database to the newest form, compile the catalogues."""
    prepare()
    click.echo(_("Todo está preparado en %(folder)s.", folder=application().settings.instance))


@click.command("grants")
@click.argument("role")
def grants(role: str) -> None:
    """Print the SQL with which the owner of the PostgreSQL database lets ROLE serve the pages, and no more."""
    try:
        lines = kept.grants(role)
    except ValueError as error:
        raise click.UsageError(_("«%(name)s» no sirve: use minúsculas, números y _.", name=role)) from error
    click.echo(";\n".join(lines) + ";")


@click.command("doctor")
@click.option("--workers", type=click.IntRange(1), default=1, envvar="GACOCREA_WORKERS", show_default=True)
def doctor(workers: int) -> None:
    """Check database, migrations, public record and keys; exit 1 when something fails."""
    failed = False
    with reading():
        for is_good, words in _checks(workers):
            mark = {True: _("bien"), False: _("falla"), None: _("aviso")}[is_good]
            click.echo(f"{mark}: {words}")
            failed = failed or is_good is False
    if failed:
        raise SystemExit(1)


def _checks(workers: int) -> Iterator[tuple[bool | None, str]]:
    """Yield what was looked at: True when it holds, False when it fails, None for a warning."""
    try:
        db.session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as error:
        yield False, _("no se llega a la base de datos: %(reason)s", reason=str(error).splitlines()[0])
        return
    yield True, _("la base de datos responde (%(kind)s).", kind=db.engine.dialect.name)
    if not is_newest():
        yield False, _("la base de datos no está al día. Ejecute: gacocrea init")
        return
    yield True, _("la base de datos está al día.")
    broken = first_broken(db.session())
    if broken is None:
        yield True, _("la cadena del registro público se sostiene.")
    else:
        yield False, _("el registro público se rompe en la entrada %(number)s.", number=broken.id)
    yield from _guards()
    yield from _keys(application().settings.keys)
    yield from safety.checks(workers)
    if warning := sqlite_warning(workers):
        yield None, warning


def sqlite_warning(workers: int) -> str:
    """Return what several processes on this SQLite might do to the database; "" where they do no harm."""
    if db.engine.dialect.name != "sqlite" or workers == 1 or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return ""
    return str(
        _(
            "SQLite %(version)s con varios procesos puede dañar la base de datos: use un solo proceso, SQLite "
            "3.51.3 o posterior, o PostgreSQL.",
            version=sqlite3.sqlite_version,
        )
    )


def _guards() -> Iterator[tuple[bool | None, str]]:
    """Say whether the database refuses to change the record, and whether the program's account could undo that."""
    if gone := kept.missing(db.session.connection()):
        yield False, _("la base de datos ya no protege el registro: faltan %(names)s.", names=", ".join(gone))
    else:
        yield True, _("la base de datos no deja cambiar el registro ni los votos cerrados.")
    on_postgresql = db.engine.dialect.name == "postgresql"
    if on_postgresql and kept.may_change(db.session.connection(), RecordEntry.__tablename__):
        yield (
            None,
            _(
                "la cuenta de la base de datos podría quitar esa protección: use otra, sin ser dueña de las tablas. "
                "Vea: gacocrea grants"
            ),
        )


def is_newest() -> bool:
    """Say whether the database has the shape that this program was written for."""
    heads = set(ScriptDirectory.from_config(migrate.get_config()).get_heads())
    return set(MigrationContext.configure(db.session.connection()).get_current_heads()) == heads


def _keys(folder: Path) -> Iterator[tuple[bool | None, str]]:
    if not folder.is_dir():
        yield False, _("falta la carpeta de las llaves, %(folder)s. Ejecute: gacocrea init", folder=folder)
        return
    loose = [path for path in (folder, *folder.iterdir()) if path.stat().st_mode & OTHERS]
    for path in loose:
        yield (
            False,
            _("otras personas de esta máquina pueden leer %(path)s. Ejecute: chmod go= %(path)s", path=path),
        )
    if not loose:
        yield True, _("solo su dueño puede leer las llaves (%(folder)s).", folder=folder)
