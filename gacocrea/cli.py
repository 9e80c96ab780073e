"""The command line: it asks the same actions that the pages ask. Each stage brings its commands.py."""


import click

from gacocrea.app import create_app
from gacocrea.core.errors import Refusal
from gacocrea.settings import Settings, SettingsError
from gacocrea.web.labels import refusal_text


class Program(click.Group):
    """Every failure is one sentence that says what to do, and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            app = create_app(Settings.from_env())
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        with app.app_context():
            try:
                return super().invoke(ctx)
            except Refusal as refusal:
                raise click.ClickException(refusal_text(refusal.code, **refusal.facts)) from refusal


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """gacocrea: an open-government action plan, written together."""


if __name__ == "__main__":
    main()
