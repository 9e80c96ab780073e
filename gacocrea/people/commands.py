"""gacocrea person code, sign-out and remove-app: what an operator does about how people come in."""

import click
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.people import actions, queries
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email
from gacocrea.people.secrets import Secrets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db


@click.command("code")
@click.argument("email")
def code(email: str) -> None:
    """Print the present code of EMAIL's app. Never in production."""
    if application().settings.is_production:
        raise click.ClickException(_("En producción solo la app de cada persona dice su código."))
    found = queries.next_code(
        db.session(), _account(email), secrets=Secrets(application().settings.keys), now=now()
    )
    if found is None:
        raise click.ClickException(_("%(email)s no tiene una app de códigos.", email=email))
    click.echo(found)


@click.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End every session of EMAIL; it bites on their next request."""
    actions.end_all(db.session(), account=_account(email), now=now())
    db.session.commit()
    click.echo(_("Las sesiones de %(email)s quedaron cerradas.", email=email))


@click.command("remove-app")
@click.argument("email")
def remove_app(email: str) -> None:
    """Take EMAIL's app of codes and passkeys away, once the person has shown a document."""
    account = _account(email)
    actions.remove_authenticator(db.session(), account=account, now=now())
    actions.forget_passkeys(db.session(), account=account, now=now())
    actions.end_all(db.session(), account=account, now=now())
    db.session.commit()
    click.echo(
        _("La app de códigos y las llaves de %(email)s quedaron fuera y sus sesiones, cerradas.", email=email)
    )


def _account(email: str) -> Account:
    found = db.session.scalar(select(Account).where(Account.email == folded_email(email)))
    if found is None:
        raise click.ClickException(_("Nadie tiene una cuenta con %(email)s.", email=email))
    return found
