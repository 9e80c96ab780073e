"""People comment on the draft, some of it changes because of them; then the seats vote on it, and it is adopted."""

from dataclasses import replace
from datetime import datetime

from gacocrea.commitments.actions import answer_comments, comment, save
from gacocrea.commitments.models import Comment, CommentOutcome, Commitment
from gacocrea.commitments.queries import sheet_of
from gacocrea.core.terms import Actor, Role
from gacocrea.forum.models import Choice, Motion
from gacocrea.home.demo.deciding import close_now, vote_from, voters_of
from gacocrea.home.demo.load import Row, rows_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.plan.actions import adopt, freeze, propose_adoption
from gacocrea.plan.models import PlanStage
from gacocrea.proposals.models import Stance

CHANGED, ANSWERED, FINISHED = 62, 63, 78
CONSULTED, PUT, VOTED, ADOPTED = 55, 80, 84, 90
"""The days on which the draft is frozen for the consultation, put to the vote, voted, and adopted."""
NOTE = "Con los cambios que pidió la gente en la consulta."
OLD, NEW = "los comités de usuarios revisan cada trimestre", "los comités de usuarios revisan cada mes"
WHY_CHANGED = "Varias personas pidieron que la revisión sea mensual."
TAKEN_UP = "El ministerio confirmó que los comités pueden reunirse cada mes. El texto ya lo dice así."
LATER = (
    "Cabe dentro de lo ya escrito: se verá al cumplir los hitos, y la observación pasa a quien los cumple."
)
NOT_TAKEN = "Esa parte queda como está: dice lo mismo que usted pide y nadie propuso quitarla."


def consult(play: Play, made: dict[str, Commitment]) -> None:
    """Script the consultation of a draft; `made` fills while the script is played."""
    said: dict[int, Comment] = {}
    for place, row in enumerate(rows_of("comments", play.forum)):
        _say(play, row, place, made, said)

    def change(now: datetime) -> None:
        text = made.get("ec-com-1")
        if text is not None:
            sheet = sheet_of(text)
            sheet = replace(sheet, accountability=sheet.accountability.replace(OLD, NEW))
            save(play.session, actor=_drafter(play), cycle=play.cycle, commitment=text, sheet=sheet,
                 seen_version=text.version, reason=WHY_CHANGED, now=now)  # fmt: skip

    def answer(now: datetime) -> None:
        for places, outcome, reason in (
            ((0, 1), CommentOutcome.TAKEN_UP, TAKEN_UP), ((3,), CommentOutcome.NOT_TAKEN, NOT_TAKEN)
        ):  # fmt: skip
            found = [said[place] for place in places if place in said]
            answer_comments(play.session, actor=_drafter(play), cycle=play.cycle, comments=found,
                            outcome=outcome, reason=reason, now=now)  # fmt: skip

    def answer_the_rest(now: datetime) -> None:
        found = [one for one in said.values() if one.outcome is None]
        answer_comments(play.session, actor=_drafter(play), cycle=play.cycle, comments=found,
                        outcome=CommentOutcome.NOT_TAKEN, reason=LATER, now=now)  # fmt: skip

    play.script.add(play.almanac.at(FINISHED, 10), answer_the_rest)
    play.script.add(play.almanac.at(CHANGED, 10), change)
    play.script.add(play.almanac.at(ANSWERED, 16), answer)


def _say(play: Play, row: Row, place: int, made: dict[str, Commitment], said: dict[int, Comment]) -> None:
    def speak(now: datetime) -> None:
        if row["commitment"] in made:
            said[place] = comment(
                play.session,
                actor=play.scene.actor(row["by"]),
                cycle=play.cycle,
                commitment=made[row["commitment"]],
                part=row["part"],
                passage=row["passage"],
                stance=Stance(row["stance"]),
                text=row["text"],
                now=now,
            )

    play.script.add(play.almanac.at(row["day"], 9 + place), speak)


def _drafter(play: Play) -> Actor:
    return play.scene.actor(with_role(play.forum, Role.SECRETARIAT))


def adopt_plan(play: Play) -> None:
    """Script a plan from its consultation to its adoption."""
    motions: list[Motion] = []

    def keep(stage: PlanStage, note: str, now: datetime) -> None:
        secretary = play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
        freeze(play.session, actor=secretary, cycle=play.cycle, stage=stage, note=note, now=now)

    def put(now: datetime) -> None:
        keep(PlanStage.DECISION, NOTE, now)
        secretary = play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
        closes_at = play.almanac.at(ADOPTED, 9)
        motions.append(
            propose_adoption(play.session, actor=secretary, cycle=play.cycle, closes_at=closes_at, now=now)
        )

    def vote(now: datetime) -> None:
        for voter in voters_of(play, motions[0], now):
            vote_from(play, motions[0], voter, Choice.FOR, dissent="", now=now)

    def carry_out(now: datetime) -> None:
        secretary = with_role(play.forum, Role.SECRETARIAT)
        close_now(play, secretary, motions[0], now)
        adopt(play.session, actor=play.scene.actor(secretary), cycle=play.cycle, motion=motions[0], now=now)

    play.script.add(play.almanac.at(CONSULTED, 8), lambda now: keep(PlanStage.CONSULTATION, "", now))
    play.script.add(play.almanac.at(PUT, 10), put)
    play.script.add(play.almanac.at(VOTED, 10), vote)
    play.script.add(play.almanac.at(ADOPTED, 9), carry_out)
