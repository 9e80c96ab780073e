"""The challenge window as people see it: complaining without an account, answering, deciding, a paused vote."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from gacocrea.core.clock import FixedClock
from gacocrea.core.mail import Letter
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Role
from gacocrea.voting.models import Annulled, Complaint
from gacocrea.voting.rules import read_manifest
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.factories import make_account, make_member
from tests.support import NOON
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth, nonce

CYCLE = "/ecuador/2026-2028"
COMPLAIN = f"{CYCLE}/resultados/transparencia/reclamo"
DESK = f"{CYCLE}/mesa/impugnacion"
WHY = "Dos cuentas de la misma persona, según el registro de documentos."
Browsers = Callable[..., Browser]


@pytest.fixture
def closed(open_booth: Booth, clock: FixedClock) -> Booth:
    for place, voter in enumerate(open_booth.voters(3)):
        open_booth.vote(voter, "T-001", voter_nonce=nonce(place))
    open_booth.close()
    clock.instant = AFTER_CLOSE + timedelta(hours=1)
    return open_booth


def signed(booth: Booth, seal: str) -> str:
    manifest = read_manifest(booth.poll.manifest)
    return f"{seal}\n{booth.keys.load(manifest).sign(manifest.poll, manifest.hash, seal)}"


def test_a_stranger_learns_that_the_ballot_is_listed_and_nothing_is_kept(
    closed: Booth, browser: Browsers
) -> None:
    page = browser().get(f"{CYCLE}/resultados/transparencia/lista.txt")
    seal = page.body.split()[0]
    stranger = browser()
    entries = closed.session.scalar(select(func.count()).select_from(RecordEntry))
    answer = stranger.submit(stranger.get(COMPLAIN), receipt=signed(closed, seal))
    assert "Su boleta está en la lista de cierre" in answer.words
    assert seal not in answer.body
    assert closed.session.scalar(select(func.count()).select_from(Complaint)) == 0
    assert closed.session.scalar(select(func.count()).select_from(RecordEntry)) == entries


def test_a_receipt_in_no_list_becomes_a_public_complaint_with_its_answer(
    closed: Booth, browser: Browsers
) -> None:
    stranger, official = browser(), browser(closed.core[0])
    page = stranger.get(COMPLAIN)
    upload = {"file": (io.BytesIO(signed(closed, "ab" * 32).encode()), "comprobante.txt")}
    filed = stranger.post(COMPLAIN, page.form("reclamo") | upload)
    assert "Reclamo Q-001" in filed.words
    assert "Un reclamo sin respuesta" in official.get(f"{CYCLE}/mesa/votacion").words
    page = official.get(f"{DESK}/reclamos/1")
    assert official.submit(page, founded="yes", answer="corta").status == 422
    official.submit(page, founded="yes", answer="Se revisa el servidor con testigos y se publica el informe.")
    seen = browser().get(COMPLAIN)
    assert "Tenía razón" in seen.words
    assert "con testigos" in seen.words
    assert official.get(f"{DESK}/reclamos/2").status == 404


def test_one_address_leaves_ten_complaints_in_a_quarter_of_an_hour_and_then_waits_with_its_words(
    app: Gacocrea, closed: Booth, browser: Browsers
) -> None:
    limiter = app.extensions["pacing"]
    limiter.reset()
    limiter.enabled = True
    try:
        said = [
            stranger.submit(stranger.get(COMPLAIN), text=f"La página no abrió el domingo, vez {time}.")
            for time, stranger in enumerate(browser() for _ in range(11))
        ]
    finally:
        limiter.enabled = False
    assert [each.status for each in said] == [200] * 10 + [429]
    assert "La página no abrió el domingo, vez 10." in said[-1].body
    assert "lo que escribió sigue aquí" in said[-1].body


def test_before_and_after_the_window_the_page_says_when_it_is(
    open_booth: Booth, browser: Browsers, clock: FixedClock
) -> None:
    assert "26 de junio" in browser().get(COMPLAIN).words
    open_booth.close()
    clock.instant = AFTER_CHALLENGE
    page = browser().get(COMPLAIN)
    assert "El plazo de reclamos terminó el 26 de junio" in page.words
    assert not page.soup.select("main form")


def test_two_officials_annul_on_the_page_after_the_person_answered(
    closed: Booth, browser: Browsers, clock: FixedClock, letters: list[Letter]
) -> None:
    victim = make_account(closed.session, "Rosa Elena")
    one, other, person = browser(closed.core[0]), browser(closed.core[1]), browser(victim)
    page = one.submit(one.get(f"{DESK}/anular?cuenta={victim.id}"), cause="duplicate_person", reason=WHY)
    assert "Se escucha a la persona" in page.words
    assert any(letter.to == victim.email and "mi-caso" in letter.body for letter in letters)
    early = other.submit(other.get(f"{DESK}/casos/1"), annul="1", decision=WHY)
    assert early.status == 409
    assert person.get(f"{CYCLE}/votacion/mi-caso").words.count(WHY) == 1
    person.submit(person.get(f"{CYCLE}/votacion/mi-caso"), reply="Somos dos hermanas con el mismo apellido.")
    page = other.get(f"{DESK}/casos/1")
    assert "dos hermanas" in page.words
    other.submit(page, annul="1", decision=WHY)
    assert "Anulada" in other.get(DESK).words
    assert closed.session.scalar(select(func.count()).select_from(Annulled)) == 0
    assert browser(make_account(closed.session)).get(f"{CYCLE}/votacion/mi-caso").status == 404


def test_accounts_that_look_alike_are_listed_without_saying_who_voted(
    closed: Booth, browser: Browsers
) -> None:
    page = browser(closed.core[0]).get(f"{DESK}/cuentas")
    assert "7 cuentas, example.org" in page.words
    assert "no dice quién votó" in page.words


def test_observers_and_citizens_do_not_find_the_cases(closed: Booth, browser: Browsers) -> None:
    for who in (make_member(closed.session, closed.forum, Role.OBSERVER), make_account(closed.session)):
        for address in (DESK, f"{DESK}/cuentas", f"{DESK}/anular?cuenta=1", f"{CYCLE}/mesa/votacion/plazo"):
            assert browser(who).get(address).status == 404


def test_my_page_says_whether_i_took_part_until_the_result_is_published(
    closed: Booth, browser: Browsers, clock: FixedClock
) -> None:
    voter = make_account(closed.session)
    assert "Usted no participó" in browser(voter).get("/mi/").words
    clock.instant = AFTER_CHALLENGE
    closed.publish()
    assert "participó" not in browser(voter).get("/mi/").words


def test_the_minute_is_there_to_print_once_the_keys_are_destroyed(
    closed: Booth, browser: Browsers, clock: FixedClock
) -> None:
    minute = f"{CYCLE}/resultados/acta-de-claves"
    assert browser().get(minute).status == 404
    clock.instant = AFTER_CHALLENGE
    desk = f"{CYCLE}/mesa/votacion"
    one, other = browser(closed.core[0]), browser(closed.core[1])
    check = read_manifest(closed.poll.manifest).key_check
    one.submit(one.get(desk))
    other.submit(other.get(desk), witnesses="Notaría Quinta de Loja")
    page = browser().get(minute)
    assert "Notaría Quinta de Loja" in page.words
    assert check in page.words
    text = browser().get(f"{minute}.txt").body
    assert check in text
    assert text.count("____") >= 3
    shown = browser().get(f"{CYCLE}/resultados/transparencia").words
    assert "Acta de las claves" in shown


def test_the_closing_list_is_a_file_for_programs_too(closed: Booth, browser: Browsers) -> None:
    made = browser().get(f"{CYCLE}/resultados/transparencia/cierre.json")
    assert made.response.json
    assert len(made.response.json["seals"]) == 3
    assert made.response.json["root"] == closed.poll.root


def test_a_vote_without_its_key_is_paused_and_says_so(open_booth: Booth, browser: Browsers) -> None:
    voter = make_account(open_booth.session)
    mine = browser(voter)
    booth = mine.get(f"{CYCLE}/votacion/transparencia")
    review = mine.submit(booth, choices=["T-001"])
    (path,) = open_booth.keys.folder.glob("poll-*")
    kept = path.read_bytes()
    path.unlink()
    form = review.form() | {"deliver": "1"}
    open_booth.session.commit()
    for answer in (
        mine.client.get(f"{CYCLE}/votacion"),
        mine.client.get(booth.path),
        mine.client.post(review.action(), data=form),
    ):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
        assert "La votación está en pausa" in answer.get_data(as_text=True)
    assert mine.get("/").status == 200
    path.write_bytes(kept)
    assert "Su boleta quedó registrada" in mine.submit(review, deliver="1").words


def test_two_officials_extend_the_vote_on_the_page_and_everybody_reads_why(
    open_booth: Booth, browser: Browsers
) -> None:
    place = f"{CYCLE}/mesa/votacion/plazo"
    one, other = browser(open_booth.core[0]), browser(open_booth.core[1])
    note = "La página no respondió durante la última tarde de la votación."
    typed: dict[str, Any] = {"kind": "extend", "note": note}
    page = one.submit(one.get(place), closes_at="2020-01-01T12:00", **typed)
    assert page.status == 422
    one.submit(one.get(place), closes_at="2026-06-25T12:00", **typed)
    assert "Falta la firma de otra persona" in one.get(place).body or "Nuevo fin" in one.get(place).words
    other.submit(other.get(place))
    for address in (f"{CYCLE}/votacion", f"{CYCLE}/resultados/transparencia"):
        assert note in browser().get(address).words
    assert "25 de junio" in browser().get(f"{CYCLE}/").words or "25 jun" in browser().get(f"{CYCLE}/").words


def test_the_pages_of_the_challenge_ask_a_known_number_of_statements(
    closed: Booth, browser: Browsers, count_statements: Any
) -> None:
    stranger, official = browser(), browser(closed.core[0])

    def counts() -> list[int]:
        found = []
        for who, address in ((stranger, COMPLAIN), (official, DESK), (official, f"{DESK}/cuentas")):
            with count_statements() as seen:
                assert who.get(address).status == 200
            found.append(len(seen))
        return found

    page = stranger.get(COMPLAIN)
    stranger.submit(page, text="La página no abrió la tarde del domingo, lo anoté.")
    before = counts()
    for time in range(3):
        stranger.submit(page, text=f"La página no abrió la tarde del domingo, vez {time}.")
        make_account(closed.session, created_at=NOON + timedelta(hours=time))
    assert counts() == before


def test_nothing_of_a_letter_about_a_vote_stays_after_publication(closed: Booth) -> None:
    closed.publish()
    assert not any(closed.session.scalars(select(OutboxLetter.facts)))
