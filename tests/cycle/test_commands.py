"""The command line asks the same actions that the pages ask."""

import re

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from gacocrea.core.errors import Invalid, NotThere
from gacocrea.core.terms import Role
from gacocrea.cycle.commands import cycle
from gacocrea.cycle.models import Cycle
from gacocrea.forum.commands import forum, person
from gacocrea.forum.models import Forum, Membership, SeatKind
from gacocrea.people.models import Account
from tests.factories import make_account, make_cycle, make_forum

FORUM = [
    *("create", "ecuador", "--name", "Foro Multiactor", "--jurisdiction", "Ecuador"),
    *(
        "--core-group",
        "Grupo Núcleo",
        "--secretariat",
        "Secretaría Técnica",
        "--time-zone",
        "America/Guayaquil",
    ),
]


def run(command: click.Command, *words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


def test_a_forum_is_created_with_its_sectors_and_territories(session):
    said = run(
        forum, *FORUM, "--sector", "gobierno=Gobierno", "--sector", "academia=Academia", "--territory", "Loja"
    )
    assert (said.exit_code, "quedó creado en /ecuador/" in said.output) == (0, True)
    found = session.scalar(select(Forum))
    assert ([sector.name for sector in found.sectors], found.territories) == (
        ["Gobierno", "Academia"],
        ["Loja"],
    )


def test_a_person_named_from_the_command_line_gets_a_link_and_enters_with_it(session, browser, letters):
    make_forum(session)
    said = run(
        person,
        *("grant", "Ana@example.org", "--forum", "ecuador", "--role", "core_group", "--name", "Ana"),
        *("--sector", "academia", "--institution", "Universidad", "--alternate"),
    )
    assert said.exit_code == 0, said.output
    link = re.search(r"(/cuenta/clave/\S+)", said.output)[1]
    assert link in letters[0].body
    seat = session.scalar(select(Membership))
    assert (seat.role, seat.sector.key, seat.kind) == (Role.CORE_GROUP, "academia", SeatKind.ALTERNATE)
    visitor = browser()
    page = visitor.submit(visitor.get(link), password="tres gallinas en la azotea")
    assert (page.path, "Ana" in page.words) == ("/mi/", True)


def test_a_known_person_is_named_without_a_new_link(session):
    make_forum(session)
    account = make_account(session, email="ana@example.org", password_hash="x")
    said = run(person, "grant", "ana@example.org", "--forum", "ecuador", "--role", "secretariat")
    assert "/cuenta/" not in said.output
    assert session.scalar(select(Membership.account_id)) == account.id


def test_an_administrator_needs_no_forum_and_every_other_role_does(session):
    assert run(person, "grant", "ana@example.org", "--role", "administrator").exit_code == 0
    assert session.scalar(select(Account.is_administrator))
    assert run(person, "grant", "ana@example.org", "--role", "observer").exit_code == 2
    assert run(person, "grant", "ana", "--role", "administrator").exit_code == 2


def test_a_forum_or_a_sector_that_is_not_there_is_a_refusal(session):
    with pytest.raises(NotThere, match="no_forum"):
        run(person, "grant", "ana@example.org", "--forum", "narnia", "--role", "observer")
    make_forum(session)
    with pytest.raises(Invalid, match="no_sector"):
        run(person, "grant", "a@example.org", "--forum", "ecuador", "--role", "core_group", "--sector", "x")


def test_a_cycle_is_created_from_the_template_and_published(session):
    make_forum(session)
    words = [
        "create",
        "2027-2029",
        "--forum",
        "ecuador",
        "--title",
        "Ciclo 2027–2029",
        "--start",
        "2027-01-11",
    ]
    said = run(cycle, *words, "--publish", "--choices", "5", "--pillar", "agua=Agua: ríos y mares:blue:eye")
    assert (said.exit_code, "publicado" in said.output) == (0, True)
    found = session.scalar(select(Cycle))
    assert (found.choices_max, found.seats, len(found.phases)) == (5, 3, 10)
    assert [(one.key, one.name, one.palette, one.glyph) for one in found.pillars] == [
        ("agua", "Agua: ríos y mares", "blue", "eye")
    ]


def test_the_status_says_what_is_open_in_the_forums_time(session):
    make_cycle(session, make_forum(session))
    said = run(cycle, "status", "--forum", "ecuador").output
    assert "Abierto ahora: Votación." in said
    assert re.search(r"\* Votación +2026-06-09 12:00 – 2026-06-23 12:00", said), said
    assert "temas por boleta: 3" in said


def test_the_status_of_a_forum_without_a_cycle_is_a_refusal(session):
    make_forum(session)
    with pytest.raises(NotThere, match="no_current_cycle"):
        run(cycle, "status", "--forum", "ecuador")
