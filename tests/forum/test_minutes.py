"""Minutes: drafted, commented and signed by those who were there, published; agreements wait until they are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions, queries
from gacocrea.forum.rules import digest_of_minutes
from tests.factories import actor_of, make_forum, make_member
from tests.support import NOON

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))
AFTER = NOON + timedelta(days=8)
AGREED = actions.AgreementWords("Publicar el formato", "Secretaría", NOON.date() + timedelta(days=30))


class Session3:
    """A meeting that three of four seats came to."""

    def __init__(self, session):
        self.session = session
        self.forum = make_forum(session)
        self.people = [make_member(session, self.forum, sector=place) for place in range(4)]
        self.meeting = self.call(6)

    def call(self, days, **given):
        start = NOON + timedelta(days=days)
        values = {"title": "Sesión 04", "starts_at": start, "ends_at": start + timedelta(hours=2)}
        words = actions.MeetingWords(**values | {"place": "Cuenca", "agenda": "- Informe"} | given)
        return actions.call_meeting(self.session, actor=SECRETARY, forum=self.forum, words=words, now=NOON)

    def attend(self, number=3, now=AFTER, **counts):
        held = queries.held_seats(self.session, self.forum, now.date())[:number]
        terms = {one.seat.id: queries.term_of(self.session, self.forum, one.titular.id) for one in held}
        presence = actions.Presence(terms, counts)
        return actions.take_attendance(
            self.session, actor=SECRETARY, meeting=self.meeting, presence=presence, now=now
        )

    def write(self, text="Se leyó el informe.", agreements=(AGREED,), now=AFTER):
        words = actions.MinutesWords(text, "El sector privado no estuvo de acuerdo.", agreements)
        return actions.write_minutes(
            self.session, actor=SECRETARY, meeting=self.meeting, words=words, now=now
        )

    def sign(self, place, seen=None):
        actor = actor_of(self.people[place], Role.CORE_GROUP)
        seen = seen or digest_of_minutes(self.meeting)
        return actions.sign_minutes(self.session, actor=actor, meeting=self.meeting, seen=seen, now=AFTER)

    def publish(self):
        return actions.publish_minutes(self.session, actor=SECRETARY, meeting=self.meeting, now=AFTER)


@pytest.fixture
def held(session):
    return Session3(session)


def test_minutes_are_written_after_the_meeting_has_begun(held):
    with pytest.raises(Invalid, match="meeting_not_held"):
        held.write(now=NOON)
    with pytest.raises(Invalid, match="minutes_empty"):
        held.write(text=" ")


def test_minutes_are_published_with_the_signatures_of_more_than_half_of_those_present(held):
    held.attend()
    held.write()
    held.sign(0)
    with pytest.raises(Invalid, match="signatures_missing"):
        held.publish()
    held.sign(1)
    assert held.publish().minutes_published_at == AFTER
    with pytest.raises(Conflict, match="minutes_settled"):
        held.sign(2)


def test_somebody_who_was_absent_neither_signs_nor_comments(held):
    held.attend()
    held.write()
    with pytest.raises(Invalid, match="absent"):
        held.sign(3)
    with pytest.raises(Invalid, match="absent"):
        actions.comment_minutes(
            held.session,
            actor=actor_of(held.people[3], Role.CORE_GROUP),
            meeting=held.meeting,
            text="No fue así.",
            now=AFTER,
        )


def test_a_changed_text_has_to_be_signed_again(held):
    held.attend()
    held.write()
    read = digest_of_minutes(held.meeting)
    held.sign(0)
    held.sign(1)
    held.write("Se leyó el informe y se pidió otro.")
    with pytest.raises(Conflict, match="minutes_changed"):
        held.sign(2, seen=read)
    with pytest.raises(Invalid, match="signatures_missing"):
        held.publish()


def test_a_correction_of_published_minutes_is_on_the_record(held):
    held.write()
    held.publish()
    held.write("Acta corregida.")
    verbs = held.session.scalars(select(record.RecordEntry.verb).order_by(record.RecordEntry.id)).all()
    assert verbs[-3:] == ["minutes.drafted", "minutes.published", "minutes.corrected"]
    assert record.first_broken(held.session) is None


def test_attendance_counts_people_and_names_only_seats(held, browser):
    held.attend(gender={"women": 12, "men": 0}, territory={"Loja": 9})
    held.write()
    held.session.commit()
    words = browser().get("/ecuador/reuniones/R-01").words
    assert "Mujeres 12" in words
    assert "Loja 9" in words
    assert "Hombres" not in words
    with pytest.raises(Invalid, match="count_odd"):
        held.attend(gender={"women": -1})


def test_only_the_secretariat_takes_attendance(held):
    with pytest.raises(NotAllowed):
        actions.take_attendance(
            held.session,
            actor=actor_of(held.people[0], Role.CORE_GROUP),
            meeting=held.meeting,
            presence=actions.Presence({}),
            now=AFTER,
        )


def test_the_next_meeting_opens_with_what_is_pending_until_it_is_kept(held, browser):
    held.write()
    held.publish()
    held.call(30, title="La que viene")
    held.session.commit()
    assert "Publicar el formato" in browser().get("/ecuador/reuniones/R-02").words
    (waiting,) = queries.pending_agreements(held.session, held.forum)
    assert not waiting.is_late(AFTER.date())
    given = {"agreement": waiting.agreement, "meeting": waiting.meeting, "day": AFTER.date(), "now": AFTER}
    with pytest.raises(Invalid, match="outcome_empty"):
        actions.settle_agreement(held.session, actor=SECRETARY, outcome="", **given)
    actions.settle_agreement(held.session, actor=SECRETARY, outcome="Publicado.", **given)
    held.session.commit()
    assert "Publicar el formato" not in browser().get("/ecuador/reuniones/R-02").words
    kept = browser().get("/ecuador/reuniones/R-01").soup.select_one(".phases .done").get_text(" ")
    assert "Cumplido" in kept
    assert "20 de junio" in kept


def test_what_was_noted_of_an_agreement_outlives_a_correction(held):
    held.write()
    held.publish()
    agreement = held.meeting.agreements[0]
    given = {"agreement": agreement, "meeting": held.meeting, "day": AFTER.date(), "now": AFTER}
    actions.settle_agreement(held.session, actor=SECRETARY, outcome="Publicado.", **given)
    held.write("Acta corregida.")
    assert held.meeting.agreements[0].outcome == "Publicado."


def test_minutes_go_from_draft_to_published_in_the_browser(held, browser, clock):
    clock.instant = AFTER
    here = "/ecuador/reuniones/R-01"
    secretary = browser(make_member(held.session, held.forum, Role.SECRETARIAT))
    sheet = secretary.get("/ecuador/secretaria/reuniones/R-01/asistencia")
    seats = {name: None for name in sheet.form() if name.startswith("seat_")}
    for name in list(seats)[:3]:
        option = sheet.soup.select(f"input[name={name}]")[1]
        seats[name] = option["value"]
    seats = {name: value for name, value in seats.items() if value}
    assert "Quiénes asistieron" in secretary.submit(sheet, **seats, gender_women="14").words
    draft = secretary.get("/ecuador/secretaria/reuniones/R-01/acta")
    agreed = {"agreements-0-text": "Publicar el formato", "agreements-0-owner": "Secretaría"}
    refused = secretary.submit(draft, minutes="Se leyó.", **agreed)
    assert (refused.status, refused.form()["minutes"]) == (422, "Se leyó.")
    secretary.submit(refused, **{"agreements-0-due_on": "2026-07-30"})
    assert "Se leyó." not in browser().get(here).words
    for place in (0, 1):
        member = browser(held.people[place])
        assert "quedó al pie" in member.submit(member.get(here), "firma", agree="y").body
    absent = browser(held.people[3])
    assert "Firmar el acta" not in absent.get(here).words
    form = browser(held.people[2]).get(here).form("firma")
    token = str(absent.get("/ecuador/mociones/nueva").form()["csrf_token"])
    refused = absent.post(f"{here}/firma", form | {"csrf_token": token, "agree": "y"})
    assert (refused.status, "usted no consta en la lista de asistencia" in refused.words) == (422, True)
    published = secretary.submit(secretary.get(here), "publicar")
    assert "quedó publicada" in published.body
    assert "firmó el 20 de junio" in browser().get(here).words


def test_a_meeting_is_called_as_early_as_the_rules_ask_or_is_extraordinary(held):
    with pytest.raises(Invalid, match="notice_short"):
        held.call(2)
    assert held.call(2, is_extraordinary=True).is_extraordinary
    assert held.call(-90).number == 3  # one that was held before the forum was here


def test_the_feed_holds_every_meeting_and_reads_back_as_it_was(held, browser):
    held.call(9, title="Con coma, punto; y \\ barra " + "larga " * 20, agenda="- Uno\n- Dós")
    held.session.commit()
    page = browser().get("/ecuador/reuniones.ics")
    assert page.response.mimetype == "text/calendar"
    first, second = sorted(events(page.response.data), key=lambda one: one["DTSTART"])
    assert first["DTSTART"] == datetime(2026, 6, 18, 17, tzinfo=UTC)
    assert second["SUMMARY"].startswith("Con coma, punto; y \\ barra larga")
    assert second["DESCRIPTION"].startswith("- Uno\n- Dós\n\n")
    assert second["URL"].endswith("/ecuador/reuniones/R-02")
    assert first["UID"] != second["UID"]


def events(raw):
    """Read an iCalendar file as RFC 5545 says: unfold, part name from value, unescape."""
    lines = raw.replace(b"\r\n ", b"").decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    found = []
    for line in lines[1:-2]:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name.startswith("DT"):
            found[-1][name] = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        elif found:
            found[-1][name] = unescaped(value)
    return found


def unescaped(value):
    letters, plain = iter(value), ""
    for letter in letters:
        follows = next(letters) if letter == "\\" else letter
        plain += "\n" if letter == "\\" and follows == "n" else follows
    return plain
