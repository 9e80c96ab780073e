"""Results: nothing for anybody before the publication, everything for everybody afterwards."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Role
from gacocrea.themes.models import Theme
from gacocrea.voting.models import Step
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.factories import make_account, make_member
from tests.support import NOON
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth, nonce

RESULT = "/ecuador/2026-2028/resultados/transparencia"
REASON = "La entidad responsable ya lo ejecuta con fondos propios."
Browsers = Callable[..., Browser]


@pytest.fixture
def voted(open_booth: Booth) -> Booth:
    """Twelve ballots: T-001 twelve times, T-002 seven times, T-003 three times, T-004 once."""
    for place, voter in enumerate(open_booth.voters(12)):
        codes = ["T-001"] + ["T-002"] * (place < 7) + ["T-003"] * (place < 3)
        codes = ["T-001", "T-004"] if place == 11 else codes
        open_booth.vote(voter, *codes, voter_nonce=nonce(place))
    return open_booth


@pytest.fixture
def published(voted: Booth, clock: FixedClock) -> Booth:
    voted.finish()
    clock.instant = AFTER_CHALLENGE
    return voted


def everyone(booth: Booth, browser: Browsers) -> Iterator[Browser]:
    yield browser()
    yield browser(make_account(booth.session))
    yield browser(booth.core[0])
    for role in (Role.SECRETARIAT, Role.OBSERVER):
        yield browser(make_member(booth.session, booth.forum, role))
    yield browser(make_account(booth.session, is_administrator=True))


def addresses(app: Flask) -> list[str]:
    """Return every address of the vote that can be read."""
    given: dict[str, Any] = {"forum": "ecuador", "cycle": "2026-2028", "pillar": "transparencia"}
    given |= {"name": "result.json", "number": 1}
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return [
            adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.endpoint.partition(".")[0] in {"voting", "results", "polls"}
            and "GET" in (rule.methods or ())
        ]


@pytest.mark.slow
@pytest.mark.parametrize("now", [NOON, AFTER_CLOSE], ids=["open", "closed"])
def test_before_the_publication_no_address_tells_anybody_anything_of_the_choices(
    voted: Booth, browser: Browsers, clock: FixedClock, app: Gacocrea, now: datetime
) -> None:
    """Every readable address of the vote, every role: no bar, no figure of a theme, no winner."""
    if now == AFTER_CLOSE:
        voted.close()
    clock.instant = now
    asked = 0
    for visitor in everyone(voted, browser):
        for address in addresses(app):
            page = visitor.get(address)
            asked += page.status == 200
            assert not page.soup.select(".bars, .figs, table"), address
            assert "boletas lo apoyaron" not in page.words
            assert "Elegido" not in page.words
    assert asked >= 6 * 5


def test_the_page_says_when_the_result_comes_and_why_nothing_is_visible(
    voted: Booth, browser: Browsers, clock: FixedClock
) -> None:
    page = browser().get(RESULT)
    assert "23 de junio" in page.words
    assert "tampoco quien organiza" in page.words
    voted.close()
    clock.instant = AFTER_CLOSE
    page = browser().get(RESULT)
    assert "26 de junio" in page.words
    assert str(voted.poll.root) in page.words
    assert browser().get(f"{RESULT}.csv").status == 404


def test_the_closing_list_has_every_seal_once_the_poll_is_closed(voted: Booth, browser: Browsers) -> None:
    assert browser().get(f"{RESULT}/lista.txt").status == 404
    voter = make_account(voted.session)
    receipt = voted.vote(voter, "T-005", voter_nonce=nonce(99))
    voted.close()
    seals = browser().get(f"{RESULT}/lista.txt").body.split()
    assert len(seals) == 13
    assert receipt.seal in seals
    assert seals == sorted(seals)


def test_the_result_shows_votes_places_and_who_signed(published: Booth, browser: Browsers) -> None:
    page = browser().get(RESULT)
    bars = [(bar.select_one("span").get_text(" "), bar.b.get_text()) for bar in page.soup.select(".bars li")]  # type: ignore[union-attr]
    assert [value for _label, value in bars] == ["12", "7", "3", "1", "0"]
    assert len(page.soup.select(".bars .in")) == 3
    assert "3 temas serán compromisos" in page.words
    assert published.core[0].display_name in page.words
    assert "todavía no confirma" in page.words


def test_the_table_as_a_file_says_the_same(published: Booth, browser: Browsers) -> None:
    rows = browser().get(f"{RESULT}.csv").body.splitlines()
    assert [row.split(",")[3] for row in rows[1:]] == ["12", "7", "3", "1", "0"]


def test_a_departure_stands_beside_the_result_with_its_reason(published: Booth, browser: Browsers) -> None:
    official = browser(published.core[0])
    form = official.get("/ecuador/2026-2028/mesa/seleccion/transparencia")
    ids = {
        number: published.session.scalar(select(Theme.id).where(Theme.number == number))
        for number in range(1, 6)
    }
    typed: dict[str, Any] = {
        "chosen": [ids[1], ids[2], ids[4]],
        f"reason_{ids[3]}": REASON,
        f"reason_{ids[4]}": "",
    }
    page = official.submit(form, **typed)
    assert page.status == 422
    assert "escriba el motivo público" in page.words
    assert REASON in page.body
    page = official.submit(page, **(typed | {f"reason_{ids[4]}": REASON}))
    assert (page.path, page.words.count(REASON)) == ("/ecuador/mociones/M-001", 2)
    assert "se apartó del conteo" not in browser().get(RESULT).words
    for member in published.core:
        voter = browser(member)
        voter.submit(voter.get(page.path), "voto", choice="for")
    page = official.submit(official.get(page.path), "cierre")
    page = official.submit(page, "confirmar")
    assert "D-001" in page.words
    seen = browser().get(RESULT)
    assert "se apartó del conteo en 2 temas" in seen.words
    assert seen.words.count(REASON) == 2
    assert "Fue elegido y pasa a compromiso" in browser().get("/ecuador/2026-2028/temas/T-004").words


def test_a_theme_says_what_the_vote_made_of_it(published: Booth, browser: Browsers) -> None:
    assert "12 boletas lo apoyaron: lugar 1 de 5" in browser().get("/ecuador/2026-2028/temas/T-001").words


def test_two_officials_take_each_step_on_the_page(booth: Booth, browser: Browsers, clock: FixedClock) -> None:
    desk = "/ecuador/2026-2028/mesa/votacion"
    for _step, now in zip(Step, (NOON, AFTER_CLOSE, AFTER_CHALLENGE), strict=True):
        clock.instant = now
        one, other = browser(booth.core[0]), browser(booth.core[1])
        assert "Falta la de otra persona" in one.submit(one.get(desk)).body
        assert "Usted ya firmó" in one.get(desk).words
        assert "con dos firmas" in other.submit(other.get(desk)).body
    assert "El resultado está publicado" in browser(booth.core[0]).get(desk).words


def test_two_of_one_sector_are_told_why_not(booth: Booth, browser: Browsers) -> None:
    desk = "/ecuador/2026-2028/mesa/votacion"
    one, colleague = browser(booth.core[0]), browser(make_member(booth.session, booth.forum, sector=0))
    one.submit(one.get(desk))
    page = colleague.submit(colleague.get(desk))
    assert page.status == 409
    assert "tiene que firmar una persona de otro" in page.body


def test_the_desk_says_why_a_step_must_wait(open_booth: Booth, browser: Browsers) -> None:
    page = browser(open_booth.core[0]).get("/ecuador/2026-2028/mesa/votacion")
    assert "se cierra cuando termina su plazo" in page.words
    assert not page.soup.select("main form")


def test_a_citizen_does_not_find_the_desk(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    assert visitor.get("/ecuador/2026-2028/mesa/votacion").status == 404


def test_the_core_groups_desk_says_what_waits_for_signatures(booth: Booth, browser: Browsers) -> None:
    page = browser(booth.core[0]).get("/ecuador/2026-2028/mesa/")
    assert "Espera dos firmas: abrir la votación" in page.words
    assert "/ecuador/2026-2028/mesa/votacion" in page.links()


def test_the_secretariats_desk_says_it_too(booth: Booth, browser: Browsers) -> None:
    page = browser(make_member(booth.session, booth.forum, Role.SECRETARIAT)).get("/ecuador/secretaria/")
    assert "Espera dos firmas: abrir la votación" in page.words
