"""Citizens and workshops propose, others argue, and a few withdraw."""

from datetime import datetime
from typing import Any

from gacocrea.core.terms import Role
from gacocrea.home.demo.load import Row, rows, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.proposals.actions import argue, enter_from_workshop, hold_workshop, submit, withdraw
from gacocrea.proposals.models import Stance
from gacocrea.proposals.rules import ProposalWords

WITHDRAWN_AFTER = 12  # days
BY_ITS_AUTHOR = "Retirada por su autor: "


def propose(play: Play) -> None:
    """Script workshops, proposals and what is said of them."""
    for workshop in rows_of("workshops", play.forum):
        _hold(play, workshop)
    proposals = rows_of("proposals", play.forum)
    for place, row in enumerate(proposals):
        _propose(play, row, place)
    day_of = {row["key"]: row["day"] for row in proposals}
    for place, comment in enumerate(row for row in rows("discussions") if row["proposal"] in day_of):
        _argue(play, comment, day_of[comment["proposal"]] + comment["days_after"], place)


def _hold(play: Play, row: Row) -> None:
    attendance = row["attendance"]
    total, women = sum(attendance["gender"].values()), attendance["gender"]["mujeres"]

    def hold(now: datetime) -> None:
        play.scene.workshops[row["key"]] = hold_workshop(
            play.session,
            actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
            cycle=play.cycle,
            place=row["place"],
            territory=row["territory"],
            held_on=play.almanac.day(play.opens + row["day"]),
            attendance={"total": total, "women": women},
            now=now,
        )

    play.script.add(play.almanac.at(play.opens + row["day"] + 1, 8), hold)


def _propose(play: Play, row: Row, place: int) -> None:
    made_online = row["origin"] == "online"
    day, hour = play.opens + row["day"] + (0 if made_online else 1), 9 + place % 10

    def enter(now: datetime) -> None:
        scene, author = play.scene, play.scene.accounts[row["author"]]
        common: dict[str, Any] = {"cycle": play.cycle, "pillar": play.pillar(row["pillar"]), "now": now}
        common["words"] = _words(play, row)
        if made_online:
            scene.proposals[row["key"]] = submit(scene.session, actor=scene.actor(row["author"]), **common)
        else:
            scene.proposals[row["key"]] = enter_from_workshop(
                scene.session,
                actor=scene.actor(with_role(play.forum, Role.SECRETARIAT)),
                workshop=scene.workshops[row["origin"]],
                author_name=author.display_name,
                author_id=author.id,
                **common,
            )

    play.script.add(play.almanac.at(day, hour, place * 7 % 60), enter)
    if row["outcome"] == "withdrawn":
        _withdraw(play, row, day + WITHDRAWN_AFTER)


def _words(play: Play, row: Row) -> ProposalWords:
    return ProposalWords(
        **{name: row[name] for name in ("title", "problem", "affected", "territory", "institution")},
        solution=row["proposal"],
        sector_id=play.scene.sector(play.forum, row["sector"]).id,
    )


def _withdraw(play: Play, row: Row, day: int) -> None:
    """Let an author say why and withdraw."""

    def leave(now: datetime) -> None:
        said = row["answer"].removeprefix(BY_ITS_AUTHOR)
        mine: dict[str, Any] = {"actor": play.scene.actor(row["author"]), "cycle": play.cycle, "now": now}
        proposal = play.scene.proposals[row["key"]]
        text = f"{said[:1].upper()}{said[1:]}"
        argue(play.session, proposal=proposal, stance=Stance.AGAINST, text=text, **mine)
        withdraw(play.session, proposal=proposal, **mine)

    play.script.add(play.almanac.at(day, 19), leave)


def _argue(play: Play, row: Row, day: int, place: int) -> None:
    def say(now: datetime) -> None:
        argue(
            play.session,
            actor=play.scene.actor(row["author"]),
            cycle=play.cycle,
            proposal=play.scene.proposals[row["proposal"]],
            stance=Stance(row["stance"]),
            text=row["text"],
            now=now,
        )

    play.script.add(play.almanac.at(play.opens + day + 1, 12 + place % 9, place * 11 % 60), say)
