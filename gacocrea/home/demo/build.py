"""The whole script of the example, in chapters: what a forum does in a cycle, up to the phase that is asked for."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.forum.models import Treatment
from gacocrea.home.demo.answering import answer_all
from gacocrea.home.demo.around.caring import care
from gacocrea.home.demo.around.guiding import guide
from gacocrea.home.demo.around.identifying import identify
from gacocrea.home.demo.around.moderating import moderate
from gacocrea.home.demo.around.teaching import teach
from gacocrea.home.demo.consulting import adopt_plan, consult
from gacocrea.home.demo.dates import NATIONAL, STATE, TODAY, almanac
from gacocrea.home.demo.deciding import decide
from gacocrea.home.demo.deciding import select as confirm_winners
from gacocrea.home.demo.drafting import draft, keep_promises
from gacocrea.home.demo.earlier import calendar, play_earlier
from gacocrea.home.demo.founding import found_forums, plan_cycle
from gacocrea.home.demo.load import earlier_plan, rows
from gacocrea.home.demo.mapping import map_out
from gacocrea.home.demo.meeting import meet
from gacocrea.home.demo.papering import vote_on_paper
from gacocrea.home.demo.polling import vote
from gacocrea.home.demo.proposing import propose
from gacocrea.home.demo.scene import OPERATOR, Chapter, Play, Scene, Script
from gacocrea.home.demo.translating import say_otherwise, speak
from gacocrea.voting.keys import KeyRing

FILLED = "example.filled"


def chapters(session: Session, *, keys: KeyRing, phase: Phase, ballots: int, now: datetime) -> list[Chapter]:
    """Return everything that happens before `now` when the national cycle stands in `phase`, by its phases.

    Doing the deeds in order fills the database through the actions of every stage; dates are computed so that
    the phase is running. `ballots` people have voted when voting ends.
    """
    scene, script = Scene(session, keys), Script()
    country, state = rows("forums")
    national = Play(
        scene, script, almanac(now, country["time_zone"], TODAY[phase]), country["slug"],
        NATIONAL[Phase.PROPOSALS][0],
    )  # fmt: skip
    local = Play(scene, script, almanac(now, state["time_zone"], 0), state["slug"], STATE[Phase.PROPOSALS][0])
    first_days = (calendar(national, earlier_plan())[0].almanac.at(NATIONAL[Phase.PREPARATION][0] - 30),
                  local.almanac.at(STATE[Phase.PREPARATION][0] - 30))  # fmt: skip
    script.add(min(first_days), lambda at: found_forums(scene, at))
    for play, first, treatment in zip((national, local), first_days, (Treatment.USTED, Treatment.TU), strict=True):
        speak(play, first, treatment=treatment)
    map_out(national, first_days[0])
    play_earlier(national, country)
    for play, row, spans in ((national, country, NATIONAL), (local, state, STATE)):
        plan_cycle(play, row, spans)
        meet(play, row)
        decide(play)
        propose(play)
        answer_all(play, spans)
        moderate(play)
    guide(national)
    identify(national, NATIONAL)
    _from_voting_on(national, ballots)
    care(scene, script, min(first_days), now)
    teach(scene, script, now)
    script.add(now, lambda at: finish(session, phase, at))
    return _in_chapters(script, national, now)


def _from_voting_on(play: Play, ballots: int) -> None:
    start = NATIONAL[Phase.IMPLEMENTATION][0]
    vote(play, ballots=ballots)
    vote_on_paper(play)
    confirm_winners(play)
    made = draft(play, start)
    say_otherwise(play, made)
    consult(play, made)
    adopt_plan(play)
    keep_promises(play, made, start)


def _in_chapters(script: Script, play: Play, now: datetime) -> list[Chapter]:
    found: dict[Phase | None, Chapter] = {}
    openings = [(window.opens_at, window.phase) for window in play.almanac.windows(NATIONAL)]
    for at, deed in script.until(now):
        phase = max(
            ((opens_at, phase) for opens_at, phase in openings if opens_at <= at), default=(at, None)
        )[1]
        found.setdefault(phase, Chapter(phase, [])).deeds.append((at, deed))
    return list(found.values())


def finish(session: Session, phase: Phase, now: datetime) -> None:
    """Note that the example is complete. Letters to people who do not exist stay where they are."""
    session.execute(update(OutboxLetter).where(OutboxLetter.sent_at.is_(None)).values(sent_at=now))
    record.write(session, actor=OPERATOR, now=now, verb=FILLED, subject=phase.value)


def filled_phase(session: Session) -> Phase | None:
    """Return the phase that a complete example was filled for, None without one."""
    found = session.scalar(select(RecordEntry.subject).where(RecordEntry.verb == FILLED))
    return Phase(found) if found else None
