"""The draft goes to consultation and to decision; the seats vote on it, and it is adopted."""

from datetime import datetime

from gacocrea.core.terms import Role
from gacocrea.forum.models import Choice, Motion
from gacocrea.home.demo.deciding import close_now, vote_from, voters_of
from gacocrea.home.demo.scene import Play, with_role
from gacocrea.plan.actions import adopt, freeze, propose_adoption
from gacocrea.plan.models import PlanStage

CONSULTED, PUT, VOTED, ADOPTED = 55, 80, 84, 90
"""The days on which the draft is frozen for the consultation, put to the vote, voted, and adopted."""
NOTE = "Con los cambios que pidió la gente en la consulta."


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
