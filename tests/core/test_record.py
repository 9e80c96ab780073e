"""The public record: chained, verifiable without every entry, and changed by nobody."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gacocrea.core import kept, record
from gacocrea.core.db import Base, prepare
from gacocrea.core.record import FIRST, RecordEntry
from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import FinalBallot
from tests.support import NOON, lift_guards
from tests.thread import Thread, make_thread

ANA = Actor(account_id=7, name="Ana", roles=frozenset({Role.CORE_GROUP}))


@pytest.fixture
def store(engine: Engine) -> Iterator[Session]:
    """A session on a database of the test's own with three entries of the record."""
    with Session(engine) as session:
        for number in (1, 2, 3):
            write(session, number)
        session.commit()
        yield session


def write(session: Session, number: int) -> RecordEntry:
    return record.write(
        session, actor=ANA, now=NOON + timedelta(hours=number), verb="theme.created", subject=f"T-{number:03}",
        forum_id=1, cycle_id=1, reason="Porque sí", title="¿Qué?",
    )  # fmt: skip


def refused(session: Session, statement: str) -> bool:
    """Say whether the database refuses a statement by a guard."""
    try:
        session.execute(text(statement))
    except DBAPIError as error:
        session.rollback()
        return kept.REFUSED in str(error.orig) or "permission denied" in str(error.orig)
    session.rollback()
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET reason = 'otra' WHERE id = 2",
        "UPDATE record_entry SET facts = '{}' WHERE id = 2",
        "UPDATE record_entry SET forum_id = NULL WHERE id = 2",
        "UPDATE record_entry SET at = '2020-01-01 00:00:00' WHERE id = 2",
        "UPDATE record_entry SET actor_name = 'Otra persona' WHERE id = 2",
        "UPDATE record_entry SET actor_id = NULL, actor_name = '', actor_salt = '', reason = 'x' WHERE id = 2",
        "UPDATE record_entry SET id = 9 WHERE id = 3",
        "DELETE FROM record_entry WHERE id = 3",
        "DELETE FROM record_entry",
    ],
)
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_no_entry_of_the_record_is_changed_or_removed(store: Session, statement: str) -> None:
    assert refused(store, statement)
    assert record.first_broken(store) is None


def columns(**changed: str) -> str:
    """Return a statement that copies the second entry with other values."""
    names = [column.name for column in RecordEntry.__table__.columns]
    return (
        f"INTO record_entry ({', '.join(names)}) SELECT {', '.join(changed.get(name, name) for name in names)} "
        "FROM record_entry WHERE id = 2"
    )


def test_no_entry_is_slipped_in_or_put_in_the_place_of_another(store: Session) -> None:
    last = "(SELECT digest FROM record_entry WHERE id = 3)"
    assert refused(store, "INSERT " + columns(id="9", digest="'x'", previous="'y'"))
    assert refused(store, "INSERT " + columns(id="0 + 2", digest="'x'", previous=last))
    if store.get_bind().dialect.name == "sqlite":
        assert refused(store, "INSERT OR REPLACE " + columns(digest="'x'", previous=last))
        assert refused(store, "REPLACE " + columns(id="9", digest="'x'"))


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_no_kept_table_is_emptied_at_once(store: Session) -> None:
    tables = (
        "record_entry CASCADE",
        "poll CASCADE",
        "ballot",
        "final_ballot",
        "annulled",
        "superseded",
        "paper_ballot",
    )
    assert [table for table in tables if not refused(store, f"TRUNCATE {table}")] == []


def test_whoever_owns_the_database_is_found_out_by_the_chain(store: Session) -> None:
    lift_guards(store)
    for number, change in enumerate(("reason = 'otra'", "subject = 'T-009'", "actor_name = 'Otra'"), 1):
        store.execute(text(f"UPDATE record_entry SET {change} WHERE id = {number}"))
        broken = record.first_broken(store)
        assert broken is not None
        assert broken.id == number, change
        store.rollback()
        lift_guards(store)
    store.execute(text("UPDATE record_entry SET actor_salt = '' WHERE id = 2"))
    broken = record.first_broken(store)
    assert broken is not None
    assert broken.id == 2, "a name without its salt"


def test_an_entry_that_was_taken_out_or_moved_breaks_the_chain(store: Session) -> None:
    lift_guards(store)
    store.execute(text("DELETE FROM record_entry WHERE id = 2"))
    broken = record.first_broken(store)
    assert broken is not None
    assert broken.id == 3


def test_a_person_can_be_forgotten_and_the_chain_still_holds(store: Session) -> None:
    write(store, 4)
    head = store.scalar(select(RecordEntry.digest).order_by(RecordEntry.id.desc()))
    record.forget(store, account_id=7)
    store.commit()
    assert record.first_broken(store) is None
    found = store.scalars(select(RecordEntry).order_by(RecordEntry.id)).all()
    assert {(entry.actor_id, entry.actor_name, entry.actor_salt) for entry in found} == {(None, "", "")}
    assert found[-1].digest == head


def test_the_first_entry_follows_nothing_and_each_other_the_one_before(store: Session) -> None:
    found = store.scalars(select(RecordEntry).order_by(RecordEntry.id)).all()
    assert [entry.previous for entry in found] == [FIRST, found[0].digest, found[1].digest]


@pytest.fixture
def voted(app: object, make: Callable[[Phase], Thread]) -> Thread:
    thread = make(Phase.CHALLENGE)
    thread.hold_vote(*[thread.theme() for _ in range(3)])
    return thread


LATER = {
    "poll": ("state = 'closed'", "state = 'open'", "result = '{}'", "root = 'x'", "manifest = '{}'"),
    "poll_option": ("title = 'Otro'", "text_hash = 'x'"),
    "final_ballot": ("choices = '[]'", "seal = 'x'", "voter_nonce = NULL, server_nonce = NULL"),
}


@pytest.mark.both_engines
def test_what_was_published_of_a_vote_stays_as_it_is(voted: Thread) -> None:
    session = voted.session
    changes = [f"UPDATE {table} SET {change}" for table, said in LATER.items() for change in said]
    changes += ["DELETE FROM final_ballot", "DELETE FROM poll"]
    changes += [
        "INSERT INTO final_ballot (poll_id, seal) SELECT id, 'x' FROM poll",
        "INSERT INTO annulled (poll_id, seal, cause) SELECT id, 'x', 'y' FROM poll",
        (
            "INSERT INTO ballot (poll_id, pseudonym, seal, choices, voter_nonce, server_nonce) "
            "SELECT id, 'p', 'x', '[]', 'a', 'b' FROM poll"
        ),
        "INSERT INTO superseded (poll_id, seal) SELECT id, 'x' FROM poll",
    ]
    assert [change for change in changes if not refused(session, change)] == []


@pytest.mark.both_engines
def test_every_guard_stands_and_its_absence_is_seen(session: Session) -> None:
    connection = session.connection()
    assert kept.missing(connection) == []
    one = "keep_record_entry_delete"
    on = " ON record_entry" if connection.dialect.name == "postgresql" else ""
    session.execute(text(f"DROP TRIGGER {one}{on}"))
    assert kept.missing(connection) == [one]
    session.rollback()


@pytest.fixture
def humble(postgres_url: str) -> Iterator[Engine]:
    """A PostgreSQL database seen by an account that owns nothing and was given what `gacocrea grants` says."""
    owner = create_engine(postgres_url)
    Base.metadata.create_all(owner)
    role = f"program_{owner.url.database[-8:]}" if owner.url.database else ""
    with owner.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
        for line in (f"CREATE ROLE {role} LOGIN", *kept.grants(role)):
            connection.execute(text(line))
    engine = create_engine(owner.url.set(username=role))
    prepare(engine)
    yield engine
    engine.dispose()
    with owner.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
    owner.dispose()


@pytest.mark.postgres
def test_the_program_does_its_work_without_owning_a_table(humble: Engine, tmp_path: object) -> None:
    with Session(humble, expire_on_commit=False) as session:
        thread = make_thread(session, KeyRing(tmp_path), Phase.CHALLENGE)  # type: ignore[arg-type]
        thread.hold_vote(*[thread.theme() for _ in range(3)])
        assert session.scalars(select(FinalBallot)).all()
        record.forget(session, account_id=thread.core[0].id)
        session.commit()
        assert record.first_broken(session) is None
        assert not kept.may_change(session.connection(), "record_entry")


@pytest.mark.postgres
def test_the_account_of_the_program_cannot_undo_what_is_kept(humble: Engine) -> None:
    with Session(humble) as session:
        write(session, 1)
        session.commit()
        tried = (
            "UPDATE record_entry SET reason = 'otra'",
            "DELETE FROM record_entry",
            "DELETE FROM annulled",
            "DELETE FROM final_ballot",
            "UPDATE final_ballot SET seal = 'x'",
            "UPDATE alembic_version SET version_num = '0'",
        )
        assert [one for one in tried if not refused(session, one)] == []
        for one in (
            "TRUNCATE record_entry",
            "DROP TABLE record_entry",
            "DROP TRIGGER keep_record_entry_delete ON record_entry",
            "ALTER TABLE record_entry DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            (
                "CREATE OR REPLACE FUNCTION keep_record_entry_delete() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN OLD; END $$"
            ),
            "SELECT lay_by_key('record_entry')",
        ):
            with pytest.raises(DBAPIError):
                session.execute(text(one))
            session.rollback()


def test_only_a_plain_name_is_written_into_the_grants() -> None:
    for name in ("", "app; DROP TABLE poll", 'a"b', "App", "x" * 64):
        with pytest.raises(ValueError, match="no plain name"):
            kept.grants(name)
