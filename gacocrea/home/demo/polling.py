"""Polls open, people vote by their tastes, polls close and are published, the selection is confirmed."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate
from random import Random

from gacocrea.core.terms import Actor, Role
from gacocrea.home.demo.load import rows_of
from gacocrea.home.demo.scene import Play
from gacocrea.people.models import Account
from gacocrea.people.rules import new_stamp
from gacocrea.voting.actions import cast, publish_checkpoints, sign_step
from gacocrea.voting.keys import PollKey
from gacocrea.voting.models import Poll, Step
from gacocrea.voting.queries import polls_of
from gacocrea.voting.rules import read_manifest

SIGNERS = ("rosario.chuquimarca", "renato.cisneros")
SIGNED = {Step.OPEN: (-13, 17), Step.CLOSE: (9, 9), Step.PUBLISH: (13, 9)}
"""Day and hour of the first signature; the second follows within the hour."""
BALLOTS = (-12, 8)
"""The days of the first and the last ballot."""
CHECKPOINTS = (-8, -3, 3)
"""The days with a checkpoint, at ten in the morning."""
BATCHES = 60
REGISTERED = 1.45
"""People with an account for each one who votes."""
ABSTAINS, REPLACES = 0.14, 0.04
"""How likely a voter is to leave a pillar out, and to vote again."""
TILT = (0.7, 1.0, 1.3)
"""Three camps of the same size; each likes a theme less, as much or more than all do together."""
CONFIRMED = 15


@dataclass
class Booth:
    """A poll with what a ballot needs, and how likely each camp is to choose each theme."""

    poll: Poll
    key: PollKey
    codes: list[str]
    tastes: list[list[float]]

    def choices(self, camp: int, chance: Random) -> list[str]:
        """Return a ballot's themes: systematic sampling, each theme as likely as the camp's taste says."""
        themes = list(zip(self.codes, self.tastes[camp], strict=True))
        chance.shuffle(themes)
        ends = list(accumulate((taste for _code, taste in themes), initial=chance.random()))
        picked = [code for (code, _), a, b in zip(themes, ends, ends[1:], strict=False) if int(b) > int(a)]
        return picked[: self.poll.choices_max]


def vote(play: Play, *, ballots: int, seed: int = 7) -> None:
    """Script the polls: two persons open them, `ballots` people vote, two persons close and publish."""
    for step, (day, hour) in SIGNED.items():
        for minute, signer in zip((0, 40), SIGNERS, strict=True):
            _sign(play, step, signer, play.almanac.at(day, hour, minute))
    chance, voters, booths = Random(seed), list[Account](), list[Booth]()  # noqa: S311 - an example, and repeatable

    def register(now: datetime) -> None:
        for number in range(1, round(ballots * REGISTERED) + 1):
            name = f"Persona de ejemplo {number}"
            key = f"example:{number:05}"
            voters.append(Account(outside_key=key, display_name=name, stamp=new_stamp(), created_at=now))
        play.session.add_all(voters)
        play.session.flush()

    def some(batch: int, now: datetime) -> None:
        booths[:] = booths or _booths(play, chance)
        for place in range(batch, ballots, BATCHES):
            actor = Actor(voters[place].id, voters[place].display_name, frozenset({Role.CITIZEN}))
            _vote(play, actor, booths, camp=place % len(TILT), chance=chance, now=now)

    def checkpoint(now: datetime) -> None:
        publish_checkpoints(play.session, keys=play.scene.keys, now=now, cycle=play.cycle)

    for day in CHECKPOINTS:
        play.script.add(play.almanac.at(day, 10), checkpoint)
    play.script.add(play.almanac.at(SIGNED[Step.OPEN][0], 8), register)
    first, last = play.almanac.at(BALLOTS[0], 7), play.almanac.at(BALLOTS[1], 22)
    for batch in range(BATCHES):
        at = first + (last - first) * batch / BATCHES
        play.script.add(at, partial(some, batch))


def _sign(play: Play, step: Step, signer: str, at: datetime) -> None:
    def sign(now: datetime) -> None:
        scene = play.scene
        sign_step(
            scene.session, actor=scene.actor(signer), cycle=play.cycle, step=step, keys=scene.keys, now=now
        )

    play.script.add(at, sign)


def _booths(play: Play, chance: Random) -> list[Booth]:
    weights = {play.scene.themes[row["key"]].id: row["weight"] for row in rows_of("themes", play.forum)
               if row["key"] in play.scene.themes}  # fmt: skip
    found = []
    for poll in polls_of(play.session, play.cycle.id):
        tilts = [chance.sample(TILT, len(TILT)) for _option in poll.options]
        tastes = [
            [weights[option.theme_id] * tilt[camp] for option, tilt in zip(poll.options, tilts, strict=True)]
            for camp in range(len(TILT))
        ]
        key = play.scene.keys.load(read_manifest(poll.manifest))
        found.append(Booth(poll, key, [option.code for option in poll.options], tastes))
    return found


def _vote(play: Play, actor: Actor, booths: list[Booth], *, camp: int, chance: Random, now: datetime) -> None:
    for booth in booths:
        if chance.random() < ABSTAINS:
            continue
        mark = booth.key.mark(None)
        for _again in range(1 + (chance.random() < REPLACES)):
            receipt = cast(
                play.session,
                actor=actor,
                poll=booth.poll,
                cycle=play.cycle,
                choices=booth.choices(camp, chance),
                voter_nonce=secrets.token_hex(16),
                server_nonce=secrets.token_hex(16),
                previous_mark=mark,
                keys=play.scene.keys,
                now=now,
            )
            mark = booth.key.mark(receipt.seal)
