"""A result under a proportional rule beside the one by most votes, and paper ballots counted with the rest."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.cycle.models import SelectionRule
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import BatchState, PaperBallot, PaperBatch, PaperSheet, SheetKind
from gacocrea.voting.queries import Result, results
from gacocrea.voting.queries.counts import _totals_only
from tests.browser import Browser
from tests.voting.booth import AFTER_CHALLENGE, Booth, make_booth, nonce

RESULT = "/ecuador/2026-2028/resultados/transparencia"
Browsers = Callable[..., Browser]


@pytest.fixture
def booth(session: Session, keys: KeyRing) -> Booth:
    """Two seats, sequential Phragmén, open."""
    booth = make_booth(session, keys, seats=2, selection_rule=SelectionRule.PHRAGMEN)
    booth.open()
    return booth


def vote(booth: Booth, *groups: tuple[int, list[str]]) -> None:
    for number, codes in groups:
        for place, voter in enumerate(booth.voters(number)):
            booth.vote(voter, *codes, voter_nonce=nonce(place))


def result(booth: Booth) -> Result:
    found = results(booth.session, booth.poll)
    assert found
    return found


def test_a_smaller_group_wins_its_seat_and_the_page_says_who_would_have_won_by_most_votes(
    booth: Booth, browser: Browsers, clock: FixedClock
) -> None:
    vote(booth, (7, ["T-001", "T-002"]), (4, ["T-003"]))
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    found = result(booth)
    assert {line.code for line in found.lines if line.by_votes} == {"T-001", "T-002"}
    assert "T-003" in {line.code for line in found.taken_up}
    assert found.count.share_with_a_winner(found.ranking.winners) == 1
    assert found.count.share_with_a_winner(found.count.majority.winners) == 7 / 11
    page = browser().get(RESULT)
    assert "Solo por la regla entra: «Tema 3»" in page.words
    assert "1 de 2" in page.words
    assert "Elegido por mayoría simple, no por la regla" in page.words
    assert "Cómo se llenó cada lugar" in page.words
    assert "Solo por mayoría simple habría entrado" in browser().get("/ecuador/2026-2028/resultados").words


def test_where_rule_and_most_votes_agree_the_page_says_so(
    booth: Booth, browser: Browsers, clock: FixedClock
) -> None:
    vote(booth, (9, ["T-001"]), (8, ["T-002"]), (1, ["T-003"]))
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    assert result(booth).agrees_with_majority
    words = browser().get(RESULT).words
    assert "Con mayoría simple habrían entrado los mismos temas" in words
    assert "Está demostrado: si fueran falsas menos de 4 boletas" in words


def test_a_poll_of_fewer_than_ten_ballots_is_decided_by_most_votes(
    booth: Booth, browser: Browsers, clock: FixedClock
) -> None:
    vote(booth, (6, ["T-001", "T-002"]), (3, ["T-003"]))
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    assert {line.code for line in result(booth).taken_up} == {"T-001", "T-002"}
    assert "donde se publican solo totales deciden los más apoyados" in browser().get(RESULT).words


def paper(booth: Booth, *choices: list[str], spoiled: int = 0) -> None:
    """Seal a batch of paper ballots, as if two persons had typed it."""
    first, second = booth.core[:2]
    batch = PaperBatch(
        poll_id=booth.poll.id,
        number=1,
        state=BatchState.SEALED,
        first_id=first.id,
        first_name=first.display_name,
        first_done=True,
        second_id=second.id,
        second_name=second.display_name,
        second_done=True,
        seal="sealed",
    )
    booth.session.add(batch)
    booth.session.flush()
    read = [(SheetKind.VALID, codes) for codes in choices] + [(SheetKind.SPOILED, [])] * spoiled
    for place, (kind, codes) in enumerate(read):
        booth.session.add(PaperSheet(serial=f"S{place}", poll_id=booth.poll.id, run=1))
        booth.session.flush()
        booth.session.add(PaperBallot(serial=f"S{place}", batch_id=batch.id, kind=kind, choices=codes))
    booth.session.commit()


def test_paper_ballots_are_counted_apart_and_decide_together_with_the_others(
    booth: Booth, browser: Browsers, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gacocrea.voting.actions.ending.check_batches", lambda *_given: None)
    vote(booth, (10, ["T-001"]))
    paper(booth, *[["T-004", "T-005"]] * 11, [], spoiled=2)
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    count = result(booth).count
    assert (count.online.ballots, count.together.ballots, count.together.blank) == (10, 22, 1)
    assert count.paper
    assert (count.paper.ballots, count.paper.blank, count.paper.spoiled) == (12, 1, 2)
    assert count.together.votes == {"T-001": 10, "T-002": 0, "T-003": 0, "T-004": 11, "T-005": 11}
    assert "T-001" in count.ranking.winners
    page = browser().get(RESULT)
    assert "Boletas en línea y en papel" in page.words
    assert browser().get(f"{RESULT}.csv").body.splitlines()[1].split(",")[3:6] in (
        ["11", "0", "11"],
        ["10", "10", "0"],
    )


@pytest.mark.parametrize(
    ("online", "on_paper", "only_totals"),
    [(9, 0, True), (10, 0, False), (10, 1, True), (10, 9, True), (10, 10, False), (0, 50, True)],
)
def test_a_short_list_publishes_totals_only(online: int, on_paper: int, only_totals: bool) -> None:
    assert _totals_only(online, on_paper) is only_totals
