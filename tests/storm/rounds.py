"""Rounds: eight windows of one voter send at the same moment, the same ballot or eight different ones."""

import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

from tests.storm.hall import Hall, Voter
from tests.storm.windows import Answer, Post, Window, windows

WINDOWS = 8
CODES = ("T-001", "T-002", "T-003", "T-004", "T-005")


@dataclass
class Told:
    """What voters were told in all rounds, to be compared with what the database holds in the end."""

    rounds: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    receipts: Counter[str] = field(default_factory=Counter)
    """How often each seal was acknowledged."""
    final: dict[int, str] = field(default_factory=dict)
    """By account the last acknowledged seal."""


def run_rounds(
    hall: Hall, ports: list[int], *, rounds: int, different: bool, report: Callable[[int], object] = bool
) -> Told:
    """Send `rounds` rounds, a first ballot and then a replacement for each voter, and hold every answer to the rules.

    Raises AssertionError as soon as something was acknowledged that does not stand, or answered by a failure.
    """
    told, voters, start = Told(), hall.add_voters((rounds + 1) // 2), Barrier(WINDOWS)
    with ThreadPoolExecutor(WINDOWS) as pool, windows(hall, ports, WINDOWS) as mine:
        for number in range(rounds):
            voter = voters[number // 2]
            posts = _posts(mine[0], voter, different=different)

            def send(place: int, voter: Voter = voter, posts: list[Post] = posts) -> Answer:
                start.wait()
                return mine[place].send(voter, posts[place])

            answers = list(pool.map(send, range(WINDOWS)))
            _note(told, voter, posts, answers)
            _check_round(hall, voter, told, posts, answers)
            report(number + 1)
    _check_end(hall, told)
    return told


def _posts(window: Window, voter: Voter, *, different: bool) -> list[Post]:
    """Fill one ballot for all windows, or another for each, from a form that was opened once."""
    form = window.form(voter)
    assert form, "the ballot was not shown"
    if not different:
        return [window.fill(form, CODES[:2], secrets.token_hex(16))] * WINDOWS
    return [
        window.fill(form, CODES[place % 5 : place % 5 + place % 4], secrets.token_hex(16))
        for place in range(WINDOWS)
    ]


def _note(told: Told, voter: Voter, posts: list[Post], answers: list[Answer]) -> None:
    told.rounds += 1
    for post, answer in zip(posts, answers, strict=True):
        told.statuses[answer.status] += 1
        if answer.is_receipt:
            told.receipts[post.seal] += 1
            told.final[voter.account_id] = post.seal


def _check_round(hall: Hall, voter: Voter, told: Told, posts: list[Post], answers: list[Answer]) -> None:
    """A receipt or a 409 and nothing else; one ballot acknowledged, and that one stands."""
    assert all(answer.is_receipt or answer.status == 409 for answer in answers), [
        (answer.status, answer.text[:200]) for answer in answers
    ]
    acknowledged = {post.seal for post, answer in zip(posts, answers, strict=True) if answer.is_receipt}
    assert len(acknowledged) == 1, f"{len(acknowledged)} different ballots were acknowledged"
    assert hall.final(voter) in acknowledged


def _check_end(hall: Hall, told: Told) -> None:
    ballots, replaced = hall.seals()
    assert len(ballots) == len(set(ballots))
    assert set(told.final.values()) <= set(ballots)
    assert set(told.receipts) <= set(ballots) | replaced
    assert not replaced & set(ballots)
