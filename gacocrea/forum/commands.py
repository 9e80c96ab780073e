"""gacocrea forum create, gacocrea person grant: a forum and the people who run it."""

from collections.abc import Callable
from datetime import datetime

import click
from email_validator import EmailNotValidError, validate_email
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions
from gacocrea.forum.models import Forum, SeatKind, Sector
from gacocrea.forum.queries import current_term, forum_of, held_seats, today_in
from gacocrea.forum.rules import GRANTED
from gacocrea.people.commands import code, remove_app, sign_out
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email
from gacocrea.web.application import application, deliver_letters, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import label

CONSOLE = Actor(name="consola", roles=frozenset({Role.ADMINISTRATOR}))
SECRETARIAT = Actor(name="consola", roles=frozenset({Role.SECRETARIAT}))
"""Seats are the secretariat's to keep, at the command line too."""
SECTORS = (
    "gobierno=Gobierno",
    "sociedad-civil=Sociedad civil",
    "academia=Academia",
    "sector-privado=Sector privado",
)


@click.group("forum")
def forum() -> None:
    """The forums of this installation."""


@forum.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="The forum's full name.")
@click.option("--jurisdiction", required=True, help="The country, state or city.")
@click.option("--core-group", required=True, help='What the core group is called: "Grupo Núcleo".')
@click.option("--secretariat", required=True, help='What the secretariat is called: "Secretaría Técnica".')
@click.option("--time-zone", required=True, help="A zone of the IANA database: America/Guayaquil.")
@click.option("--sector", "sectors", multiple=True, default=SECTORS, metavar="KEY=NAME", show_default=True)
@click.option("--territory", "territories", multiple=True, help="A province or municipality, once for each.")
@click.option("--contact", default="", help="How people reach the secretariat.")
@click.option("--about", default="", help="What the forum is, in a sentence or two.")
@click.option("--internal-rules", type=click.File(encoding="utf-8"), help="A text file with the rules.")
def create(
    slug: str, *, core_group: str, secretariat: str, sectors: tuple[str, ...], **given: object
) -> None:
    """Create the forum SLUG, the first word of its addresses."""
    rules = given.pop("internal_rules")
    words = actions.ForumWords(
        slug=slug,
        core_group_name=core_group,
        secretariat_name=secretariat,
        internal_rules=rules.read().strip() if rules else "",  # type: ignore[attr-defined]
        **given,  # type: ignore[arg-type]
    )
    pairs = [(key, name) for key, _equals, name in (sector.partition("=") for sector in sectors)]
    actions.create_forum(db.session(), actor=CONSOLE, words=words, sectors=pairs, now=now())
    db.session.commit()
    click.echo(_("El foro «%(name)s» quedó creado en /%(slug)s/.", name=words.name, slug=slug))


@forum.command("seats")
@click.argument("slug")
def seats(slug: str) -> None:
    """Show the seats of the forum SLUG: sector, institution, titular, alternate."""
    found = forum_of(db.session(), slug)
    for held in held_seats(db.session(), found, today_in(found, now())):
        people = ", ".join(f"{one.name} ({label(one.kind).lower()})" for one in held.members if one.kind)
        click.echo(f"{held.seat.sector.name}: {held.seat.institution}. {people or _('Vacante')}")


@forum.command("end-seat")
@click.argument("slug")
@click.option("--institution", required=True, help="Whose seat ends.")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day without it."
)
def end_seat(slug: str, *, institution: str, day: datetime) -> None:
    """End the seat of an institution in the forum SLUG, and the terms of those who hold it."""
    found = forum_of(db.session(), slug)
    held = held_seats(db.session(), found, today_in(found, now()))
    seat = next((one.seat for one in held if one.seat.institution == institution), None)
    if seat is None:
        raise click.UsageError(_("«%(name)s» no tiene un asiento en el foro.", name=institution))
    actions.end_seat(db.session(), actor=SECRETARIAT, seat=seat, ends_on=day.date(), now=now())
    db.session.commit()
    click.echo(
        _("El asiento de «%(name)s» termina el %(day)s.", name=institution, day=day.date().isoformat())
    )


@click.group("person")
def person() -> None:
    """The people of this installation."""


person.add_command(code)
person.add_command(sign_out)
person.add_command(remove_app)


@person.command("grant")
@click.argument("email")
@click.option(
    "--role", type=click.Choice([role.value for role in (*GRANTED, Role.ADMINISTRATOR)]), required=True
)
@click.option("--forum", "slug", help="The forum's slug; every role but administrator needs it.")
@click.option("--sector", "key", help="The sector of a core-group seat.")
@click.option("--institution", default="", help="The institution that the seat belongs to.")
@click.option("--alternate", is_flag=True, help="The seat's alternate instead of its titular.")
@click.option("--name", default="", help="The person's name, when the account is new.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The first day without the role.")
@click.option("--by", "first", metavar="EMAIL", help="The administrator who signs for a further administrator.")
@click.option("--and", "second", metavar="EMAIL", help="The second who signs, another person in office.")
def grant(
    email: str, *, role: str, slug: str | None, name: str, first: str | None, second: str | None, **given: object
) -> None:
    """Name the person with the address EMAIL to a role; an unknown one gets an account and a link."""
    if slug is None and role != Role.ADMINISTRATOR:
        raise click.UsageError(_("Diga en qué foro, con --forum."))
    links: list[str] = []
    account = actions.invite(
        db.session(),
        actor=CONSOLE,
        email=_address(email),
        name=name,
        language="es",
        link=_link(links),
        now=now(),
    )
    if role == Role.ADMINISTRATOR:
        signers = [_person(one) for one in (first, second) if one]
        actions.name_administrator(
            db.session(), actor=CONSOLE, account=account, signers=signers, now=now()
        )
    else:
        _seat(forum_of(db.session(), str(slug)), account, Role(role), **given)  # type: ignore[arg-type]
    db.session.commit()
    deliver_letters()
    click.echo(_("%(email)s tiene ahora el papel %(role)s.", email=account.email, role=label(Role(role))))
    for link in links:
        click.echo(_("Para elegir su contraseña, en la próxima hora: %(link)s", link=link))


@person.command("end")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in GRANTED]), required=True)
@click.option("--forum", "slug", required=True, help="The forum's slug.")
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first day without the role."
)
def end(email: str, *, role: str, slug: str, day: datetime) -> None:
    """End the term of the person with the address EMAIL in a role; it stays in the history of the forum."""
    found = forum_of(db.session(), slug)
    term = current_term(db.session(), found, _address(email), Role(role), today_in(found, now()))
    if term is None:
        raise Invalid("email", "no_term", email=email)
    actions.end_membership(db.session(), actor=CONSOLE, membership=term, ends_on=day.date(), now=now())
    db.session.commit()
    click.echo(
        _(
            "%(email)s deja el papel %(role)s el %(day)s.",
            email=email,
            role=label(Role(role)),
            day=day.date().isoformat(),
        )
    )


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise click.UsageError(_("«%(email)s» no es una dirección de correo.", email=email)) from error


def _person(email: str) -> Account:
    found = db.session.scalar(select(Account).where(Account.email == folded_email(_address(email))))
    if found is None:
        raise Invalid("email", "no_signer", email=email)
    return found


def _link(links: list[str]) -> Callable[[str], str]:
    """Return what turns a token into an address, and keeps the address to print it."""

    def link(token: str) -> str:
        with application().test_request_context():
            links.append(application().settings.public_url + url_for("people.reset", token=token))
        return links[-1]

    return link


def _seat(
    forum: Forum,
    account: Account,
    role: Role,
    *,
    key: str | None,
    institution: str,
    alternate: bool,
    until: datetime | None,
) -> None:
    actions.grant(
        db.session(),
        actor=CONSOLE,
        forum=forum,
        account=account,
        role=role,
        sector=_sector(forum, key),
        institution=institution,
        kind=SeatKind.ALTERNATE if alternate else SeatKind.TITULAR,
        starts_on=today_in(forum, now()),
        ends_on=until.date() if until else None,
        now=now(),
    )


def _sector(forum: Forum, key: str | None) -> Sector | None:
    if key is None:
        return None
    found = next((sector for sector in forum.sectors if sector.key == key), None)
    if found is None:
        raise Invalid("sector", "no_sector", key=key, known=", ".join(one.key for one in forum.sectors))
    return found
