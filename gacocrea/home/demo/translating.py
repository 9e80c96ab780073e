"""One forum can be read in a second language, the other says tú."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from gacocrea.commitments.models import Commitment, CommitmentWording
from gacocrea.core.terms import Phase, Role
from gacocrea.core.text import reference
from gacocrea.cycle.actions import mark_of, translate
from gacocrea.cycle.models import CycleWording, PillarWording
from gacocrea.forum.actions import change_voice
from gacocrea.forum.models import Treatment
from gacocrea.home.demo.dates import NATIONAL
from gacocrea.home.demo.load import Row, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.themes.models import ThemeWording

TABLES: dict[str, tuple[type[Any], str]] = {
    "ciclo": (CycleWording, "cycle_id"),
    "pilar": (PillarWording, "pillar_id"),
    "tema": (ThemeWording, "theme_id"),
    "compromiso": (CommitmentWording, "commitment_id"),
}


def speak(play: Play, at: datetime, *, treatment: Treatment) -> None:
    """Script how a forum addresses people, and the languages in which it can be read."""
    found = list(dict.fromkeys(row["language"] for row in rows_of("translations", play.forum)))

    def choose(now: datetime) -> None:
        change_voice(
            play.session,
            actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
            forum=play.scene.forums[play.forum],
            treatment=treatment,
            language="es",
            languages=found,
            now=now,
        )

    play.script.add(at, choose)


def say_otherwise(play: Play, made: dict[str, Commitment]) -> None:
    """Script the translations: what is voted on before the ballot stands, the commitments when they are consulted."""
    here = rows_of("translations", play.forum)
    before = play.almanac.at(NATIONAL[Phase.VOTING][0] - 1, 17)
    later = play.almanac.at(NATIONAL[Phase.CONSULTATION][0], 17)
    things: dict[str, Callable[[str], Any]] = {
        "ciclo": lambda _key: play.cycle,
        "pilar": play.pillar,
        "tema": play.scene.themes.get,
        "compromiso": made.get,
    }
    for at, kinds in ((before, {"ciclo", "pilar", "tema"}), (later, {"compromiso"})):
        for row in here:
            if row["kind"] in kinds:
                play.script.add(at, _saying(play, row, things[row["kind"]]))


def _saying(play: Play, row: Row, find: Callable[[str], Any]) -> Callable[[datetime], None]:
    def say(now: datetime) -> None:
        thing = find(row["key"])
        if thing is None:  # a handful of ballots may choose otherwise
            return
        table, owner = TABLES[row["kind"]]
        said = {field: text.replace("%(period)s", play.cycle.period) for field, text in row["texts"].items()}
        originals = {field: getattr(thing, field) for field in row["texts"]}
        translate(
            play.session,
            actor=play.scene.actor(with_role(play.forum, Role.SECRETARIAT)),
            cycle=play.cycle,
            table=table,
            owner=(owner, thing.id),
            subject=_subject(row["kind"], thing),
            language=row["language"],
            texts=said,
            originals=originals,
            seen=mark_of(originals),
            is_fixed=False,
            now=now,
        )

    return say


def _subject(kind: str, thing: Any) -> str:
    letter = {"tema": "T", "compromiso": "C"}.get(kind)
    return reference(letter, thing.number) if letter else str(thing.slug if kind == "ciclo" else thing.key)
