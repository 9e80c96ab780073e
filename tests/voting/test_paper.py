"""Ballots on paper: nobody's serial is guessed, two persons type each sheet, and nothing shows before publication."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.record import RecordEntry, first_broken
from gacocrea.core.terms import Actor, Role
from gacocrea.voting.actions import paper
from gacocrea.voting.models import BatchState, PaperBallot, PaperBatch, PaperLine, PaperSheet, Poll, SheetKind
from gacocrea.voting.queries import paper_of, serials_of
from gacocrea.voting.rules import Reading, order_on_sheet, read_marks, read_serial, serial_of, shown_serial
from gacocrea.voting.rules.paper import ALPHABET
from tests.factories import actor_of, make_account, make_member
from tests.support import NOON, lift_guards
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth

numbers = st.integers(0, 2**64 - 1)
CODES = {"T-001", "T-002", "T-045"}


@given(numbers)
def test_a_serial_is_read_back_however_it_is_typed(number: int) -> None:
    serial = serial_of(number)
    assert read_serial(f" {shown_serial(serial).lower()} ") == serial


@given(numbers, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(number: int, place: int, sign: str) -> None:
    serial = serial_of(number)
    wrong = serial[:place] + sign + serial[place + 1 :]
    if wrong != serial:
        with pytest.raises(Invalid, match="bad_serial"):
            read_serial(wrong)


@given(numbers, st.integers(0, 7), st.integers(0, 7))
def test_two_signs_changed_about_are_always_noticed(number: int, one: int, other: int) -> None:
    signs = list(serial_of(number))
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs) != serial_of(number):
        with pytest.raises(Invalid, match="bad_serial"):
            read_serial("".join(signs))


def test_marks_are_numbers_of_themes_zero_for_blank_and_x_for_spoiled() -> None:
    assert read_marks("45, 1", CODES, 2) == Reading(SheetKind.VALID, ("T-001", "T-045"))
    assert read_marks("t-045 T2", CODES, 2).choices == ("T-002", "T-045")
    assert read_marks("0", CODES, 2) == Reading(SheetKind.VALID)
    assert read_marks(" x ", CODES, 2) == Reading(SheetKind.SPOILED)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "marks_missing"),
        (" , ", "marks_missing"),
        ("7", "unknown_mark"),
        ("x 1", "unknown_mark"),
        ("0 1", "unknown_mark"),
        ("P-001", "unknown_mark"),
        ("falta", "unknown_mark"),
        ("²", "unknown_mark"),
        ("9" * 400, "unknown_mark"),
        ("1 " * 400, "too_many_marks"),
        ("1 2 45", "too_many_marks"),
    ],
)
def test_what_no_sheet_can_say_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        read_marks(typed, CODES, 2)


def test_no_theme_is_always_on_top() -> None:
    codes = [f"T-{number:03}" for number in range(1, 6)]
    on_top = {order_on_sheet(codes, "ab", serial_of(number * 7919**3))[0] for number in range(60)}
    assert on_top == set(codes)
    assert order_on_sheet(codes, "ab", "K7QM2XPA") == order_on_sheet(reversed(codes), "ab", "K7QM2XPA")


@dataclass
class Table:
    """A poll that takes paper, its secretary, the two who type, and the serials printed for it."""

    booth: Booth
    secretary: Actor
    pair: tuple[Actor, Actor]
    serials: list[str]

    @property
    def poll(self) -> Poll:
        return self.booth.poll

    def do(self, what: Callable[..., Any], actor: Actor, *, now: Any = AFTER_CLOSE, **more: Any) -> Any:
        """Do something on paper and commit."""
        about: dict[str, Any] = {"actor": actor, "cycle": self.booth.cycle, "poll": self.poll, "now": now}
        done = what(self.booth.session, **about, **more)
        self.booth.session.commit()
        return done

    def batch(self) -> PaperBatch:
        made: PaperBatch = self.do(paper.start_batch, self.pair[0])
        self.do(paper.join_batch, self.pair[1], batch=made)
        return made

    def type(self, batch: PaperBatch, side: int, *sheets: tuple[int, str]) -> None:
        """Type sheets (their place among the serials, their marks) as one of the two, and finish."""
        for place, marks in sheets:
            self.do(paper.enter_sheet, self.pair[side], batch=batch, serial=self.serials[place], marks=marks)
        self.do(paper.finish_entry, self.pair[side], batch=batch)

    def both(self, *sheets: tuple[int, str]) -> PaperBatch:
        batch = self.batch()
        for side in (0, 1):
            self.type(batch, side, *sheets)
        return batch

    def seal(self, batch: PaperBatch, side: int = 0) -> None:
        self.do(paper.seal_batch, self.pair[side], batch=batch)

    def look(self, batch: PaperBatch, side: int, place: int, marks: str) -> None:
        about: dict[str, Any] = {"batch": batch, "serial": self.serials[place], "marks": marks}
        self.do(paper.look_again, self.pair[side], **about)

    def publish(self) -> None:
        self.booth.finish()

    def counted(self) -> list[tuple[str, ...]]:
        return [
            choices for batch in paper_of(self.booth.session, self.poll) for _serial, choices in batch.ballots
        ]


def make_table(booth: Booth) -> Table:
    booth.cycle.paper = True
    booth.open()
    secretary = actor_of(make_member(booth.session, booth.forum, Role.SECRETARIAT), Role.SECRETARIAT)
    table = Table(booth, secretary, (secretary, booth.official(2)), [])
    run = table.do(paper.print_sheets, secretary, number=6, now=NOON)
    table.serials = serials_of(booth.session, table.poll, run)
    return table


@pytest.fixture
def table(booth: Booth) -> Table:
    return make_table(booth)


def test_each_printing_has_new_serials_that_say_nothing_of_their_order(table: Table) -> None:
    again = table.do(paper.print_sheets, table.secretary, number=50, now=NOON)
    serials = serials_of(table.booth.session, table.poll, again)
    assert again == 2
    assert len(set(serials) | set(table.serials)) == 56
    assert [read_serial(serial) for serial in serials] == serials
    assert len({serial[:2] for serial in serials}) > 30


def test_only_the_secretariat_prints_and_only_for_an_open_poll_that_takes_paper(table: Table) -> None:
    with pytest.raises(NotAllowed, match="role"):
        table.do(paper.print_sheets, table.booth.official(0), number=1, now=NOON)
    with pytest.raises(NotAllowed, match="too_late"):
        table.do(paper.print_sheets, table.secretary, number=1)
    for number in (0, -1, 1001):
        with pytest.raises(Invalid, match="between"):
            table.do(paper.print_sheets, table.secretary, number=number, now=NOON)


def test_without_the_rule_of_the_cycle_there_is_no_paper(open_booth: Booth) -> None:
    secretary = actor_of(
        make_member(open_booth.session, open_booth.forum, Role.SECRETARIAT), Role.SECRETARIAT
    )
    about: dict[str, Any] = {
        "actor": secretary,
        "cycle": open_booth.cycle,
        "poll": open_booth.poll,
        "now": NOON,
    }
    with pytest.raises(Conflict, match="no_paper"):
        paper.print_sheets(open_booth.session, **about, number=1)
    with pytest.raises(Conflict, match="no_paper"):
        paper.start_batch(open_booth.session, **about)


def test_the_rule_is_frozen_with_the_poll(table: Table) -> None:
    assert '"paper":true' in table.poll.manifest
    table.booth.cycle.paper = False
    assert table.batch().number == 1


def test_what_two_persons_typed_alike_is_counted_once_the_result_is_published(table: Table) -> None:
    table.seal(table.both((0, "1 2"), (1, "0"), (2, "x")))
    assert paper_of(table.booth.session, table.poll) == ()
    table.publish()
    [batch] = paper_of(table.booth.session, table.poll)
    assert batch.ballots == ((table.serials[0], ("T-001", "T-002")), (table.serials[1], ()))
    assert batch.spoiled == 1


def test_a_batch_with_a_difference_waits_until_both_looked_and_say_the_same(table: Table) -> None:
    batch = table.batch()
    table.type(batch, 0, (0, "1"), (1, "2"))
    table.type(batch, 1, (0, "1"), (1, "3"), (2, "4"))
    for side, place, marks in ((0, 1, "3"), (1, 1, "2"), (0, 2, "falta"), (1, 2, "falta")):
        with pytest.raises(Conflict, match="differences_left"):
            table.seal(batch)
        table.look(batch, side, place, marks)
    with pytest.raises(Conflict, match="differences_left"):
        table.seal(batch)
    table.look(batch, 0, 1, "2")
    table.seal(batch)
    table.publish()
    assert sorted(table.counted()) == [("T-001",), ("T-002",)]


def test_each_difference_is_settled_in_both_names(table: Table) -> None:
    batch = table.batch()
    table.type(batch, 0, (0, "1"))
    table.type(batch, 1, (0, "2"))
    table.look(batch, 0, 0, "2")
    table.look(batch, 1, 0, "2")
    rows = table.booth.session.scalars(select(PaperLine).where(PaperLine.again)).all()
    assert {(row.is_second, *row.choices) for row in rows} == {(False, "T-002"), (True, "T-002")}


def test_nobody_types_both_entries_and_no_third_person_types_at_all(table: Table) -> None:
    batch = table.do(paper.start_batch, table.pair[0])
    with pytest.raises(Conflict, match="same_person"):
        table.do(paper.join_batch, table.pair[0], batch=batch)
    table.do(paper.join_batch, table.pair[1], batch=batch)
    third = table.booth.official(1)
    with pytest.raises(Conflict, match="batch_taken"):
        table.do(paper.join_batch, third, batch=batch)
    for what, more in (
        (paper.enter_sheet, {"serial": table.serials[0], "marks": "1"}),
        (paper.remove_sheet, {"serial": table.serials[0]}),
        (paper.finish_entry, {}),
        (paper.drop_batch, {"reason": "Una razón que alcanza para todos."}),
    ):
        with pytest.raises(NotThere):
            table.do(what, third, batch=batch, **more)


def test_a_citizen_an_observer_and_an_administrator_type_nothing(table: Table) -> None:
    for roles in ((), (Role.OBSERVER,), (Role.ADMINISTRATOR,)):
        with pytest.raises(NotAllowed, match="role"):
            table.do(paper.start_batch, actor_of(make_account(table.booth.session), *roles))


def test_a_serial_that_was_never_printed_for_this_poll_is_refused(table: Table) -> None:
    batch = table.batch()
    strange = next(serial_of(n) for n in range(99) if serial_of(n) not in table.serials)
    with pytest.raises(Invalid, match="unknown_serial"):
        table.do(paper.enter_sheet, table.pair[0], batch=batch, serial=strange, marks="1")


def test_a_serial_counts_once_over_all_batches(table: Table) -> None:
    table.seal(table.both((0, "1")))
    second = table.batch()
    for side in (0, 1):
        with pytest.raises(Invalid, match="serial_counted"):
            table.type(second, side, (0, "1"))


def test_a_sheet_lies_in_one_batch_at_a_time_and_a_dropped_one_lets_it_go(table: Table) -> None:
    first, second = table.batch(), table.batch()
    table.type(first, 0, (0, "1"))
    with pytest.raises(Invalid, match="serial_elsewhere"):
        table.type(second, 1, (0, "1"))
    with pytest.raises(Invalid, match="drop_reason"):
        table.do(paper.drop_batch, table.pair[1], batch=first, reason="porque sí")
    table.do(paper.drop_batch, table.pair[1], batch=first, reason="Se mezclaron las hojas de dos mesas.")
    for side in (0, 1):
        table.type(second, side, (0, "1"))
    table.seal(second)
    assert first.state is BatchState.DROPPED
    assert table.booth.session.scalar(select(func.count()).select_from(PaperBallot)) == 1


def test_the_same_sheet_sent_twice_is_once_and_typed_otherwise_it_is_refused(table: Table) -> None:
    batch = table.batch()
    sheet: dict[str, Any] = {"batch": batch, "serial": table.serials[0]}
    for _again in range(2):
        table.do(paper.enter_sheet, table.pair[0], **sheet, marks="1 2")
    with pytest.raises(Invalid, match="serial_typed"):
        table.do(paper.enter_sheet, table.pair[0], **sheet, marks="1")
    table.do(paper.remove_sheet, table.pair[0], **sheet)
    table.do(paper.enter_sheet, table.pair[0], **sheet, marks="1")


def test_a_finished_entry_does_not_change(table: Table) -> None:
    batch = table.batch()
    with pytest.raises(Conflict, match="nothing_typed"):
        table.do(paper.finish_entry, table.pair[0], batch=batch)
    table.type(batch, 0, (0, "1"))
    for what, more in ((paper.enter_sheet, {"marks": "2"}), (paper.remove_sheet, {})):
        with pytest.raises(Conflict, match="entry_done"):
            table.do(what, table.pair[0], batch=batch, serial=table.serials[1], **more)
    with pytest.raises(Conflict, match="not_typed_twice"):
        table.seal(batch)
    with pytest.raises(Conflict, match="not_typed_twice"):
        table.look(batch, 0, 0, "1")


def test_only_a_sheet_that_differs_is_looked_at_again(table: Table) -> None:
    batch = table.both((0, "1"))
    with pytest.raises(NotThere):
        table.look(batch, 0, 0, "2")


def test_a_sealed_batch_does_not_change(table: Table) -> None:
    batch = table.both((0, "1"))
    table.seal(batch)
    for what, more in (
        (paper.seal_batch, {}),
        (paper.drop_batch, {"reason": "Una razón que alcanza para todos."}),
        (paper.enter_sheet, {"serial": table.serials[1], "marks": "1"}),
    ):
        with pytest.raises(Conflict, match="batch_over"):
            table.do(what, table.pair[0], batch=batch, **more)


def test_nothing_is_published_while_a_batch_waits_nor_typed_after_publication(table: Table) -> None:
    batch = table.batch()
    table.booth.close()
    with pytest.raises(Conflict, match="paper_waiting"):
        table.booth.publish()
    table.booth.session.rollback()
    table.do(paper.drop_batch, table.secretary, batch=batch, reason="Nadie trajo las hojas de esta mesa.")
    table.booth.publish()
    with pytest.raises(Conflict, match="paper_over"):
        table.do(paper.start_batch, table.pair[0], now=AFTER_CHALLENGE)


def test_a_ballot_changed_behind_a_sealed_batch_stops_the_publication(table: Table) -> None:
    table.seal(table.both((0, "1")))
    lift_guards(table.booth.session)
    table.booth.session.scalars(select(PaperBallot)).one().choices = ["T-002"]
    table.booth.close()
    with pytest.raises(Conflict, match="broken_batch"):
        table.booth.publish()


def test_the_record_says_who_and_never_how_many_nor_what(table: Table) -> None:
    table.seal(table.both((0, "1"), (1, "2")))
    entries = table.booth.session.scalars(
        select(RecordEntry).where(RecordEntry.verb.startswith("paper."))
    ).all()
    assert [entry.verb for entry in entries] == ["paper.printed", "paper.started", "paper.sealed"]
    sealed = entries[-1].facts
    assert sealed["signed_by"] == [actor.name for actor in table.pair]
    assert set(sealed) == {"batch", "seal", "signed_by"}
    assert first_broken(table.booth.session) is None


@pytest.mark.both_engines
def test_the_way_of_a_batch_is_the_same_on_both_engines(booth: Booth) -> None:
    table = make_table(booth)
    batch = table.batch()
    table.type(batch, 0, (0, "1"), (1, "x"))
    table.type(batch, 1, (0, "2"), (1, "x"))
    for side in (0, 1):
        table.look(batch, side, 0, "2")
    table.seal(batch)
    assert table.booth.session.scalar(select(func.count()).select_from(PaperSheet)) == 6
    table.publish()
    assert table.counted() == [("T-002",)]
