"""What a forum may be called, how often it meets, and how a meeting travels to a calendar."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Role
from gacocrea.forum import rules

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "slug", ["", "Ecuador", "el foro", "-jalisco", "jalisco-", "añil", "x" * 41, "a/b", "a.b"]
)
def test_a_slug_holds_lower_case_letters_digits_and_inner_hyphens(slug):
    with pytest.raises(Invalid, match="slug_letters"):
        rules.check_slug(slug)


@pytest.mark.parametrize("slug", ["mi", "a", "api", "entrar", "cuenta", "lectura", "estilo"])
def test_a_forum_never_stands_on_a_page_of_the_installation(slug):
    with pytest.raises(Invalid, match="slug_taken_by_page"):
        rules.check_slug(slug)


def test_every_address_of_the_installation_begins_with_a_reserved_word(app):
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    assert {first for first in firsts if first and "<" not in first} - rules.RESERVED == set()


def test_a_forum_has_at_least_two_sectors_with_different_keys():
    for sectors in ([], [("gobierno", "Gobierno")], [("gobierno", "Uno"), ("gobierno", "Dos")]):
        with pytest.raises(Invalid, match="sectors_two"):
            rules.check_sectors(sectors)
    rules.check_sectors([("gobierno", "Gobierno"), ("sociedad_civil", "Sociedad civil")])


def test_only_the_core_group_sits_in_a_sector():
    day = date(2026, 1, 1)
    with pytest.raises(Invalid, match="seat_sector"):
        rules.check_seat(Role.CORE_GROUP, has_sector=False, starts_on=day, ends_on=None)
    with pytest.raises(Invalid, match="no_seat_no_sector"):
        rules.check_seat(Role.SECRETARIAT, has_sector=True, starts_on=day, ends_on=None)
    with pytest.raises(Invalid, match="role_not_granted"):
        rules.check_seat(Role.ADMINISTRATOR, has_sector=False, starts_on=day, ends_on=None)


def test_a_term_ends_after_it_starts():
    day = date(2026, 1, 1)
    with pytest.raises(Invalid, match="term"):
        rules.check_seat(Role.OBSERVER, has_sector=False, starts_on=day, ends_on=day)


def test_a_forum_is_late_when_six_months_have_passed_since_it_met():
    met = [date(2026, 1, 15)]
    assert not rules.watch_meetings(met, date(2026, 7, 15)).is_late
    late = rules.watch_meetings(met, date(2026, 7, 16))
    assert (late.is_late, late.due_on) == (True, date(2026, 7, 15))


def test_a_meeting_that_is_only_called_does_not_count_as_held():
    watch = rules.watch_meetings([date(2025, 1, 1), date(2026, 8, 1)], date(2026, 7, 1))
    assert (watch.is_late, watch.next_on) == (True, date(2026, 8, 1))


def test_six_months_after_the_end_of_august_is_the_end_of_february():
    assert rules.months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)


@given(DAYS, st.integers(0, 48))
def test_some_months_later_is_that_many_months_later(day, months):
    later = rules.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300)


@given(WORDS, WORDS)
def test_a_calendar_file_keeps_its_words_in_lines_of_75_octets(title, text):
    instant = datetime(2026, 6, 18, 15, 0, tzinfo=UTC)
    event = rules.Event(
        uid="r",
        title=title,
        place="",
        text=text,
        url="https://example.org/r",
        starts_at=instant,
        ends_at=instant,
        stamp=instant,
    )
    file = rules.as_icalendar([event])
    assert file.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75
    unfolded = file.replace("\r\n ", "")
    read = unfolded.split("\r\nSUMMARY:")[1].split("\r\n")[0]
    for plain in ("\\", ";", ","):
        read = read.replace(f"\\{plain}", plain) if plain != "\\" else read
    assert read.replace("\\\\", "\\") == title
