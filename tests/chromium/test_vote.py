"""The vote in a browser: the ways back and twice, the receipt looked up without sending it, and the second recount."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from gacocrea.core.clock import FixedClock
from gacocrea.voting import recount
from gacocrea.web.application import Gacocrea
from tests.chromium.drive import Screen
from tests.chromium.test_screen import BALLOT, CYCLE, sign_in
from tests.factories import make_account
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth, nonce
from tests.voting.packages import Cast, Files, package, some_ballots, usual, write_folder, write_zip
from tests.voting.tamperings import TAMPERINGS

pytestmark = pytest.mark.browser

SHOWN = 5
CODE = "document.querySelector('.code')?.textContent ?? ''"
SOUND = Cast(some_ballots(6), annulled=0, pillar="integridad", rule="phragmen", sheets=some_ballots(4))


def words(screen: Screen) -> str:
    return str(screen.run("document.querySelector('main').innerText"))


def review(screen: Screen, site: str) -> None:
    """Choose a theme and stand before the review, the browser's own number made."""
    screen.show(site + BALLOT, width=360)
    screen.until("document.querySelector('[name=nonce]').value.length === 32")
    screen.run("document.querySelectorAll('.ballot [type=checkbox]')[1].click()")
    screen.press(".tally button")


def test_a_double_click_gives_one_ballot_and_one_receipt(
    app: Gacocrea, booth: Booth, site: str, screen: Screen
) -> None:
    sign_in(screen, site, app, make_account(booth.session))
    review(screen, site)
    again = "const b = document.querySelector('.tally button.big'); window.isOld = true; b.click(); b.click()"
    screen.run(f"{{{again}}}")
    screen.until(f"!window.isOld && ({CODE}).length > 0")
    assert "Su boleta quedó registrada" in words(screen)
    assert "Ya entregó una boleta" not in words(screen)


def test_going_back_from_the_receipt_and_delivering_again_gives_the_same_receipt(
    app: Gacocrea, booth: Booth, site: str, screen: Screen
) -> None:
    sign_in(screen, site, app, make_account(booth.session))
    review(screen, site)
    screen.press(".tally button.big")
    first = screen.run(CODE)
    history = screen.ask("Page.getNavigationHistory")
    screen.run("window.isOld = true")
    before = history["entries"][history["currentIndex"] - 1]["id"]
    screen.ask("Page.navigateToHistoryEntry", entryId=before)
    screen.until("!window.isOld && document.readyState === 'complete'")
    if not screen.run("!!document.querySelector('.tally button.big')"):
        screen.run("window.isOld = true")
        screen.ask("Page.reload")  # as a person who is asked to send the form again
        screen.until("!window.isOld && !!document.querySelector('.tally button.big')")
    screen.press(".tally button.big")
    assert screen.run(CODE) == first


def test_how_many_are_left_is_announced(app: Gacocrea, booth: Booth, site: str, screen: Screen) -> None:
    sign_in(screen, site, app, make_account(booth.session))
    screen.show(site + BALLOT, width=360)
    screen.run("document.querySelectorAll('.ballot [type=checkbox]')[1].click()")
    told = "document.querySelector('.tally [role=status]').textContent.includes('2')"
    changed = "document.querySelector('.ballot fieldset').dispatchEvent(new Event('change', {bubbles: true}))"
    screen.until(f"{changed} && {told}")  # the script may come a moment after the click


def test_a_receipt_is_looked_up_without_being_sent(
    booth: Booth, site: str, screen: Screen, clock: FixedClock, tmp_path: Path
) -> None:
    receipts = [
        booth.vote(one, "T-001", voter_nonce=nonce(place)) for place, one in enumerate(booth.voters(2), 7)
    ]
    replaced = booth.vote(voter := make_account(booth.session), "T-001")
    booth.vote(voter, "T-002", server_nonce="1" * 32)
    booth.close()
    clock.instant = AFTER_CLOSE
    screen.show(f"{site}{CYCLE}/votacion/comprobar", width=360)
    screen.until("document.querySelector('[data-module=receipt]')?.hidden === false")
    screen.run(
        "{ const real = window.fetch; window.asked = [];"
        " window.fetch = (...all) => { window.asked.push(JSON.stringify(all)); return real(...all); } }"
    )

    def look(text: str) -> str:
        screen.run("document.querySelector('[data-module=receipt] [role=status]').replaceChildren()")
        screen.run(f"document.querySelector('#comprobante').value = {json.dumps(text)}")
        screen.run("document.querySelector('[data-module=receipt] button').click()")
        screen.until("document.querySelector('[data-module=receipt] [role=status] .notice') !== null")
        return str(screen.run("document.querySelector('[data-module=receipt] [role=status]').innerText"))

    one = receipts[0]
    whole = ("gacocrea/receipt/v1", one.poll, one.manifest_hash, one.seal, one.voter_nonce, one.server_nonce)
    line = " ".join((*whole, one.signature))
    assert "está en la lista de cierre" in look(line.upper())
    assert "La firma es buena" in look(line)
    assert "La firma no corresponde" in look(line[:-128] + receipts[1].signature)
    assert "está en la lista de cierre" in look(receipts[1].seal)
    assert "fue reemplazada" in look(replaced.seal)
    assert "no está en la lista" in look("a" * 64)
    assert "Ahí no hay un comprobante" in look("hola")
    asked = screen.run("window.asked.join()")
    assert "cierre.json" in asked
    assert not [part for part in (one.seal, one.signature, one.voter_nonce) if part in asked]


@pytest.fixture
def compare(site: str, screen: Screen, tmp_path: Path) -> Iterator[Callable[[Files], tuple[object, object]]]:
    """Give both recounts a package and return what each says: how many faults of which kind, and the first few."""
    screen.show(f"{site}{CYCLE}/resultados/recuento", width=1280)
    screen.until("document.querySelector('[data-module=recount]')?.hidden === false")
    document = screen.ask("DOM.getDocument")["root"]["nodeId"]
    field = screen.ask("DOM.querySelector", nodeId=document, selector="#zip")["nodeId"]

    serial = count()

    def both(files: Files) -> tuple[object, object]:
        place = tmp_path / f"package-{next(serial)}"
        found, _prints = recount.recount(write_folder(files, place))
        archive = write_zip(files, place.with_suffix(".zip"))
        screen.run("document.querySelector('[data-module=recount] [role=status]').replaceChildren()")
        screen.ask("DOM.setFileInputFiles", nodeId=field, files=[str(archive)])
        screen.until(
            "document.querySelector('[role=status] .notice') && document.querySelector('[aria-busy=false]') !== null"
        )
        said = screen.run(
            "[...document.querySelectorAll('[data-verdict] li, [role=status] .notice')]"
            ".map((one) => [one.dataset.code, one.textContent])"
        )
        return _told(said), _expected(found)

    yield both
    assert screen.complaints == []


def _told(said: list[tuple[str, str]]) -> tuple[bool, list[str]]:
    return any(code == "sound" for code, _text in said), [
        code for code, _text in said if code not in OUTCOMES
    ]


OUTCOMES = ("sound", "unsound", "more")


def _expected(found: list[tuple[str, str, str]]) -> tuple[bool, list[str]]:
    often = Counter(code for code, _poll, _what in found)
    return not found, [code for code, number in often.items() for _ in range(min(number, SHOWN))]


def test_both_recounts_find_nothing_in_a_true_package(compare) -> None:
    for files in (package(usual(), SOUND), package(usual(rule="phragmen")), package(usual(rule="top_n"))):
        here, there = compare(files)
        assert here == there == (True, [])


def test_both_recounts_name_the_same_faults_in_every_tampered_package(compare) -> None:
    good = package(usual())
    answers = {name: compare(tamper(good)) for name, (_code, tamper) in TAMPERINGS.items()}
    assert {name: one for name, (one, _other) in answers.items()} == {
        name: other for name, (_one, other) in answers.items()
    }
    assert all(code in answers[name][0][1] for name, (code, _tamper) in TAMPERINGS.items())


def test_the_package_of_this_site_is_recounted_at_the_touch_of_a_button(
    booth: Booth, site: str, screen: Screen, clock: FixedClock
) -> None:
    for place, voter in enumerate(booth.voters(12), 1):
        booth.vote(voter, "T-001", voter_nonce=nonce(place))
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    screen.show(f"{site}{CYCLE}/resultados/recuento", width=360)
    screen.until("document.querySelector('[data-module=recount]')?.hidden === false")
    screen.run("document.querySelector('[data-package]').click()")
    screen.until("document.querySelector('[data-verdict] table') !== null")
    assert screen.run("document.querySelector('[role=status] .notice').dataset.code") == "sound"
    assert screen.run("document.querySelector('[data-verdict] td').textContent") == "12"
    assert screen.run("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert screen.complaints == []
