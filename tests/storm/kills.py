"""A storm in which processes are killed: voters cast, replace and repeat, and must find what they were told."""

import random
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from tests.storm.hall import Hall, Voter
from tests.storm.rounds import CODES
from tests.storm.servers import Server
from tests.storm.windows import Post, Window, windows

CLIENTS = 4
VOTERS = 10
"""Voters of each client."""


@dataclass
class Ledger:
    """What one client sent and was told, voter by voter."""

    acknowledged: dict[Voter, list[tuple[Post, list[str]]]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Toll:
    """What a storm of kills came to."""

    kills: int
    acknowledged: int
    statuses: Counter[int]
    votes: dict[str, int]
    """How many final ballots name each theme, by what the voters themselves remember."""
    ballots: int


def storm_of_kills(hall: Hall, running: list[Server], *, kills: int, seconds: float) -> Toll:
    """Kill `kills` random servers (fewer when `seconds` are over) while clients vote; check what they were told.

    Raises AssertionError when an acknowledged ballot is neither final nor replaced, or the last one is not final.
    """
    groups = [hall.add_voters(VOTERS) for _ in range(CLIENTS)]
    before = hall.seals()
    stop, limit = Event(), time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(_client, hall, running, group, stop) for group in groups]
        killed = 0
        try:
            while killed < kills and time.monotonic() < limit and not any(each.done() for each in clients):
                _kill_one(running)
                killed += 1
        finally:
            stop.set()
        ledgers = [client.result() for client in clients]
    _check(hall, ledgers, {*before[0], *before[1]})
    return _toll(killed, ledgers)


def _kill_one(running: list[Server]) -> None:
    """Kill a random server at a random moment, start it again, and wait until it answers."""
    victim = random.choice(running)
    time.sleep(random.uniform(0.05, 0.5))
    victim.kill()
    victim.start()
    victim.wait()


def _client(hall: Hall, running: list[Server], voters: list[Voter], stop: Event) -> Ledger:
    with windows(hall, [server.port for server in running], len(running)) as mine:
        return _vote(voters, mine, stop)


def _vote(voters: list[Voter], open_ones: list[Window], stop: Event) -> Ledger:
    """Cast, replace and repeat, one thing after the other, until told to stop."""
    ledger = Ledger()
    while not stop.is_set() and not ledger.problems:
        voter = random.choice(voters)
        done = ledger.acknowledged.setdefault(voter, [])
        if done and random.random() < 0.2:
            _repeat(voter, random.choice(done)[0], open_ones, ledger, is_last=done[-1][0])
            continue
        form = random.choice(open_ones).form(voter)
        if form:
            choices = sorted(random.sample(CODES, random.randint(0, 3)))
            post = open_ones[0].fill(form, choices, secrets.token_hex(16))
            if _insist(voter, post, open_ones, ledger) == 200:
                done.append((post, choices))
    return ledger


def _repeat(voter: Voter, post: Post, open_ones: list[Window], ledger: Ledger, *, is_last: Post) -> None:
    """Send an earlier ballot again, byte for byte: the last one has its receipt, any other is refused."""
    status = _insist(voter, post, open_ones, ledger, refused=post != is_last)
    if (status == 200) != (post == is_last):
        ledger.problems.append(f"repeating a ballot was answered by {status}")


def _insist(
    voter: Voter, post: Post, open_ones: list[Window], ledger: Ledger, *, refused: bool = False
) -> int:
    """Send the same bytes to one server after the other until one of them answers; return how."""
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        answer = random.choice(open_ones).send(voter, post)
        ledger.statuses[answer.status] += 1
        if answer.is_receipt or (refused and answer.status == 409):
            return answer.status
        if answer.status not in (0, 503):
            ledger.problems.append(f"{answer.status}: {answer.text[:500]}")
            return answer.status
        time.sleep(0.02)
    ledger.problems.append("nobody answered for two minutes")
    return 0


def _check(hall: Hall, ledgers: list[Ledger], before: set[str]) -> None:
    ballots, replaced = hall.seals()
    final, told = set(ballots), set[str]()
    for ledger in ledgers:
        assert ledger.problems == []
        for voter, done in ledger.acknowledged.items():
            told |= {post.seal for post, _choices in done}
            if done:
                assert hall.final(voter) == done[-1][0].seal, (
                    "the last acknowledged ballot is not the final one"
                )
    assert len(ballots) == len(final)
    assert not final & replaced
    assert told <= final | replaced, f"{len(told - final - replaced)} acknowledged ballots were lost"
    assert final | replaced == told | before, "there are ballots that nobody was told of"


def _toll(killed: int, ledgers: list[Ledger]) -> Toll:
    histories = [done for ledger in ledgers for done in ledger.acknowledged.values() if done]
    votes = Counter(code for done in histories for code in done[-1][1])
    return Toll(
        kills=killed,
        acknowledged=sum(len(done) for done in histories),
        statuses=sum((ledger.statuses for ledger in ledgers), Counter()),
        votes={code: votes[code] for code in CODES},
        ballots=len(histories),
    )
