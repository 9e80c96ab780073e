"""Who administers configures and is none of those who decide; one person alone makes nobody administrator."""

from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, NotAllowed
from gacocrea.core.permissions import LAW, Action, explain
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor, Moment, Phase, Role, Window
from gacocrea.forum import actions
from gacocrea.forum.commands import person
from gacocrea.forum.place import actor_with
from gacocrea.people.models import Account
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.support import NOON

CONSOLE = Actor(name="consola", roles=frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def boss(session: Session) -> Account:
    return make_account(session, "Inés", is_administrator=True)


def name(session: Session, account: Account, *signers: Account, actor: Actor = CONSOLE) -> None:
    actions.name_administrator(session, actor=actor, account=account, signers=signers, now=NOON)


def administers(account: Account) -> bool:
    return account.is_administrator


def test_the_first_administrator_is_named_by_whoever_set_the_installation_up(session: Session) -> None:
    first = make_account(session)
    name(session, first)
    assert first.is_administrator
    assert session.scalars(select(RecordEntry.verb)).all() == ["administrator.named"]


def test_no_further_administrator_without_two_persons(session: Session, boss: Account) -> None:
    new, secretary = make_account(session), make_member(session, make_forum(session), Role.SECRETARIAT)
    for signers in ((), (boss,), (secretary,), (secretary, secretary), (boss, boss), (boss, secretary, new)):
        with pytest.raises(Conflict):
            name(session, new, *signers)
    assert not administers(new)
    name(session, new, boss, secretary)
    assert administers(new)
    entry = session.scalars(select(RecordEntry)).one()
    assert entry.facts == {
        "name": new.display_name, "signed_by": [boss.display_name, secretary.display_name]
    }  # fmt: skip


def test_it_takes_two_who_sign_not_one_nor_three(session: Session, boss: Account) -> None:
    other, third = (make_account(session, is_administrator=True) for _ in range(2))
    for signers in ((), (boss,), (boss, other, third), (boss, other, other)):
        with pytest.raises(Conflict, match="two_must_sign"):
            name(session, make_account(session), *signers)


def test_the_new_right_starts_with_a_new_sign_in(session: Session, boss: Account) -> None:
    other = make_account(session, is_administrator=True)
    invited, known = make_account(session), make_account(session, password_hash="x")
    stamps = invited.stamp, known.stamp
    for account in (invited, known):
        name(session, account, boss, other)
    assert invited.stamp == stamps[0]
    assert known.stamp != stamps[1]


def test_one_of_the_two_is_an_administrator_and_both_are_in_office(session: Session, boss: Account) -> None:
    forum, new = make_forum(session), make_account(session)
    member, secretary = make_member(session, forum), make_member(session, forum, Role.SECRETARIAT)
    with pytest.raises(Conflict, match="two_must_sign"):
        name(session, new, member, secretary)
    with pytest.raises(Conflict, match="signs_no_more"):
        name(session, new, boss, make_account(session))
    with pytest.raises(Conflict, match="signs_no_more"):
        name(session, new, boss, make_member(session, forum, Role.OBSERVER))


def test_nobody_signs_for_oneself_nor_twice(session: Session, boss: Account) -> None:
    new, other = make_account(session), make_account(session, is_administrator=True)
    for signers in ((boss, boss), (new, boss), (boss, new)):
        with pytest.raises(Conflict, match="signed_already"):
            name(session, new, *signers)
    name(session, new, boss, other)


def test_only_who_configures_names_administrators(session: Session) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            name(session, make_account(session), actor=actor_of(make_account(session), role))


def test_an_administrator_holds_no_office_and_an_official_does_not_administer(
    session: Session, boss: Account
) -> None:
    forum = make_forum(session)
    for role in (Role.SECRETARIAT, Role.OBSERVER):
        with pytest.raises(Conflict, match="administrator_and_office"):
            actions.grant(
                session,
                actor=CONSOLE,
                forum=forum,
                account=boss,
                role=role,
                starts_on=date(2026, 6, 1),
                now=NOON,
            )
    member = make_member(session, forum)
    with pytest.raises(Conflict, match="administrator_and_office"):
        name(session, member, boss, make_account(session, is_administrator=True))


def test_nobody_names_oneself_to_a_role(session: Session) -> None:
    forum = make_forum(session)
    secretary = make_member(session, forum, Role.SECRETARIAT)
    for actor, account in (
        (actor_of(secretary, Role.SECRETARIAT), secretary),
        (actor_of(secretary, Role.ADMINISTRATOR), secretary),
    ):
        with pytest.raises(Conflict, match="names_oneself"):
            actions.grant(
                session, actor=actor, forum=forum, account=account, role=Role.OBSERVER,
                starts_on=date(2026, 6, 1), now=NOON,
            )  # fmt: skip


def test_the_command_asks_for_both_who_sign(session: Session, boss: Account) -> None:
    secretary = make_member(session, make_forum(session), Role.SECRETARIAT)
    command = ["grant", "nueva@example.org", "--role", "administrator"]
    for more in ([], ["--by", boss.email], ["--by", boss.email, "--and", "nadie@example.org"]):
        assert CliRunner().invoke(person, [*command, *map(str, more)]).exit_code != 0
    session.rollback()
    both = ["--by", str(boss.email), "--and", str(secretary.email)]
    assert CliRunner().invoke(person, [*command, *both]).exit_code == 0


def test_whoever_administers_only_configures_and_reads() -> None:
    mine = {action for action, law in LAW.items() if Role.ADMINISTRATOR in law.roles}
    assert Action.CONFIGURE in mine
    assert not mine & {
        Action.VOTE, Action.PROPOSE, Action.ARGUE, Action.MODERATE, Action.HIDE, Action.ANNUL, Action.OPEN_POLL,
        Action.CLOSE_POLL, Action.PUBLISH_POLL, Action.EXTEND_POLL, Action.ENTER_PAPER, Action.CONFIRM_SELECTION,
        Action.ADOPT_PLAN, Action.VOTE_MOTION, Action.DRAFT_COMMITMENT, Action.SEE_DESK, Action.SEE_SECRETARIAT,
    }  # fmt: skip


def test_an_administrator_votes_for_oneself_like_everybody_and_for_nobody_else(boss: Account) -> None:
    """The right to vote is that of the citizen that an administrator is; there is no action that takes another's."""
    voting = Moment(NOON, (Window(Phase.VOTING, NOON, NOON.replace(year=2027)),))
    assert explain(Action.VOTE, actor=actor_with(boss, ()), moment=voting).allowed
    alone = Actor(account_id=boss.id, roles=frozenset({Role.ADMINISTRATOR}))
    assert not explain(Action.VOTE, actor=alone, moment=voting).allowed
