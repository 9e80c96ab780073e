"""How many ballots a second the servers take, when every voter has their form open and just sends it."""

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.storm.hall import Hall, Voter
from tests.storm.rounds import CODES
from tests.storm.windows import Answer, Post, Window, windows


@dataclass(frozen=True)
class Flow:
    """One run: acknowledged ballots a second, and the milliseconds within which half, 95 % and all were answered."""

    per_second: float
    half: float
    most: float
    slowest: float


def flow(hall: Hall, ports: list[int], *, ballots: int, clients: int) -> Flow:
    """Cast the first ballot of `ballots` new voters from `clients` connections at once."""
    voters = hall.add_voters(ballots)

    def fill(place: int, window: Window) -> list[tuple[Voter, Post]]:
        mine = voters[place::clients]
        return [(voter, window.fill(window.form(voter), CODES[:3], secrets.token_hex(16))) for voter in mine]

    def send(window: Window, posts: list[tuple[Voter, Post]]) -> list[Answer]:
        return [window.send(voter, post) for voter, post in posts]

    with ThreadPoolExecutor(clients) as pool, windows(hall, ports, clients) as mine:
        posts = list(pool.map(fill, range(clients), mine))
        started = time.perf_counter()
        answers = [answer for each in pool.map(send, mine, posts) for answer in each]
        spent = time.perf_counter() - started
    assert all(answer.is_receipt for answer in answers)
    times = sorted(answer.seconds * 1000 for answer in answers)
    return Flow(len(times) / spent, times[len(times) // 2], times[len(times) * 95 // 100], times[-1])
