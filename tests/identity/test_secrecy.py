"""After everything that can happen to a document, its number is nowhere; and time tells nothing."""

import logging
import os
import time
from contextvars import Context
from statistics import median

import pytest
from sqlalchemy import MetaData, select

from gacocrea.identity import queries
from gacocrea.identity.models import Fact
from tests.factories import make_account
from tests.identity.people import BORN, cedula, claim, keys_of, put, read, register, take_over
from tests.identity.test_office import settle

TURNS = int(os.environ.get("GACOCREA_TEST_TURNS", "40"))
NUMBERS = [cedula(serial) for serial in (500_007, 500_008, 500_009, 500_010)]


def dump(session):
    """Return every value of every table as text, as a stolen copy of the database would give it."""
    found = MetaData()
    found.reflect(session.get_bind())
    for table in found.sorted_tables:
        for row in session.execute(select(table)):
            yield from (
                value.hex() + repr(value) if isinstance(value, bytes) else str(value) for value in row
            )


@pytest.mark.both_engines
def test_no_number_is_left_in_the_database_the_record_the_letters_or_the_logs(
    app, session, forum, secretary, browser, letters, caplog
):
    caplog.set_level(logging.DEBUG)
    people = [(number, "1990-05-31") for number in NUMBERS]
    put(session, forum, secretary, read(app, session, forum, secretary, *people, fact=Fact.BIRTH_DATE))
    rosa, luis, eva, ana = (make_account(session, name) for name in ("Rosa", "Luis", "Eva", "Ana"))
    page = browser(rosa)
    page.submit(page.get("/ecuador/identidad"), number=NUMBERS[0], fact="1990-05-31")
    claim(app, session, forum, luis, NUMBERS[0], BORN)
    claim(app, session, forum, ana, NUMBERS[1], BORN)
    desk = browser(secretary)
    form = desk.get(f"/{forum.slug}/secretaria/identidad/registrar")
    sheet = desk.submit(form, number=NUMBERS[2], email="eva@example.org", seen="y")
    take_over(app, session, eva, sheet.soup.select_one("#codigo").get_text())
    settle(app, session, forum, secretary, queries.disputes(session, forum.id)[0][1], NUMBERS[0])
    register(app, session, forum, secretary, NUMBERS[3])
    seen = [
        desk.get(f"/{forum.slug}/secretaria/{at}").body for at in ("identidad", "identidad?q=ana", "padron/1")
    ]
    told = [f"{letter.subject} {letter.body}" for letter in letters]
    assert (rosa.level, luis.level, eva.level, ana.level) == (0, 3, 3, 1)
    session.commit()
    everything = "\n".join([*dump(session), *seen, *told, caplog.text])
    for number in NUMBERS:
        assert number not in everything
        assert number[:7] not in everything
        assert number[-4:].encode().hex() not in everything
    assert "1990-05" not in everything


def test_the_last_three_characters_are_sealed_for_each_row_anew(app, session, forum):
    one, other = make_account(session), make_account(session)
    claim(app, session, forum, one, NUMBERS[0])
    claim(app, session, forum, other, NUMBERS[0])
    first, second = (queries.own_document(session, account.id, keys_of(app)) for account in (one, other))
    assert first.tail == second.tail == NUMBERS[0][-3:]
    assert first.claim.tail != second.claim.tail


@pytest.mark.slow
def test_the_time_of_an_answer_tells_no_document_that_is_known(app, session, forum, secretary, browser):
    """Not in the census against held by somebody, in turn. By hand with 200 each, held to a tenth."""
    put(session, forum, secretary, read(app, session, forum, secretary, NUMBERS[0]))
    claim(app, session, forum, make_account(session), NUMBERS[0])
    took = {NUMBERS[0]: [], NUMBERS[1]: []}
    for _turn in range(TURNS):
        for number, times in took.items():
            page = browser(make_account(session))
            form = page.get("/ecuador/identidad").form() | {"number": number}
            session.commit()
            begin = time.perf_counter()
            answer = Context().run(page.client.post, "/ecuador/identidad", data=form)
            times.append(time.perf_counter() - begin)
            assert answer.status_code == 303
    known, unknown = (median(times) for times in took.values())
    assert abs(known - unknown) < (0.1 if TURNS >= 200 else 0.2) * max(known, unknown), (known, unknown)
