"""The command line: it asks the same actions that the pages ask. Each stage brings its commands."""

from importlib import import_module
from typing import Any

import click

Table = dict[str, tuple[str, str]]

IMPORTS: Table = {
    "proposals": ("gacocrea.proposals.commands:import_proposals", "Proposals that were written elsewhere."),
    "comments": ("gacocrea.proposals.commands:import_comments_", "Comments that were written elsewhere."),
    "census": ("gacocrea.identity.commands:import_census", "A census, as hashes, to compare documents with."),
    "plan": ("gacocrea.plan.commands:import_plan", "An earlier plan, from DOCX, tables or JSON."),
    "ballots": ("gacocrea.voting.commands:import_ballots", "Ballots that were cast elsewhere."),
}
EXPORTS: Table = {
    "responses": (
        "gacocrea.themes.commands:export_responses",
        "What happened to every proposal, as CSV or XLSX.",
    ),
    "plan": ("gacocrea.plan.commands:export_plan", "The draft plan as DOCX, PDF, JSON or CSV."),
    "package": ("gacocrea.voting.outgoing:export_package", "The public package of a published vote."),
}
COMMANDS: Table = {
    "init": ("gacocrea.home.commands.upkeep:init", "Make folders, database and catalogues ready."),
    "demo": ("gacocrea.home.commands.demo:demo", "Fill an empty installation with an example forum."),
    "run": ("gacocrea.home.commands.serving:run", "Serve the pages."),
    "worker": ("gacocrea.home.commands.serving:worker", "Send the letters that wait."),
    "grants": ("gacocrea.home.commands.upkeep:grants", "The rights of the program's own database account."),
    "prepare": ("gacocrea.home.commands.serving:prepare", "Make the documents that were asked for."),
    "doctor": ("gacocrea.home.commands.upkeep:doctor", "Check that everything holds."),
    "forum": ("gacocrea.forum.commands:forum", "Found a forum."),
    "person": ("gacocrea.forum.commands:person", "Name people to a role."),
    "cycle": ("gacocrea.cycle.commands:cycle", "Set up a cycle, see how it stands."),
    "poll": ("gacocrea.voting.outgoing:poll", "Open, close and publish the polls, two persons named."),
    "import": ("gacocrea.cli:imports", "Read proposals and ballots from files."),
    "export": ("gacocrea.cli:exports", "Write documents."),
}
"""Each command: where it is, and one line of help. It is imported when it is asked for."""


class Shelf(click.Group):
    """A group that imports a command when it is used, so that help comes at once."""

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module, _colon, name = self.table[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_place, words) in self.table.items()])


class Program(Shelf):
    """Every failure is one sentence that says what to do, and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> object:
        from gacocrea.app import from_environment
        from gacocrea.settings import SettingsError

        try:
            app = from_environment()
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        with app.app_context():
            try:
                return super().invoke(ctx)
            except Exception as error:
                if sentence := explained(error):
                    raise click.ClickException(sentence) from error
                raise


def explained(error: Exception) -> str:
    """Return the sentence of a failure that is not the program's own, else ""."""
    from flask_babel import gettext as _
    from sqlalchemy.exc import DBAPIError

    from gacocrea.core.errors import Refusal
    from gacocrea.core.tables import TableError
    from gacocrea.web.labels import refusal_text

    if isinstance(error, Refusal):
        return refusal_text(error.code, **error.facts)
    if isinstance(error, TableError):
        return str(_(error.sentence) % error.facts)
    if isinstance(error, DBAPIError):
        return _without_database(error)
    return ""


def _without_database(error: Exception) -> str:
    """Say whether the database was never prepared, or cannot be used now; "" when it is none of the two."""
    from flask_babel import gettext as _
    from sqlalchemy import inspect
    from sqlalchemy.exc import OperationalError, SQLAlchemyError

    from gacocrea.core.db import reading
    from gacocrea.web.extensions import db

    db.session.rollback()
    try:
        with reading():
            prepared = inspect(db.engine).has_table("alembic_version")
    except SQLAlchemyError:
        prepared = True
    if not prepared:
        return str(_("La base de datos no está preparada. Ejecute primero: gacocrea init"))
    if isinstance(error, OperationalError):
        reason = str(error).splitlines()[0]
        return str(
            _(
                "La base de datos no responde; revise DATABASE_URL e intente de nuevo. %(reason)s",
                reason=reason,
            )
        )
    return ""


@click.group("import", cls=Shelf, table=IMPORTS)
def imports() -> None:
    """Read proposals and ballots from files."""


@click.group("export", cls=Shelf, table=EXPORTS)
def exports() -> None:
    """Write documents."""


@click.group(cls=Program, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """gacocrea: an open-government action plan, written together."""


if __name__ == "__main__":
    main()
