"""The forums are founded, people are named, meetings are held and cycles are published."""

from datetime import datetime, timedelta

from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.actions import create_cycle, publish_cycle
from gacocrea.cycle.rules import CyclePlan, PillarPlan
from gacocrea.forum.actions import (
    ForumWords,
    MeetingWords,
    call_meeting,
    create_forum,
    grant,
    name_administrator,
    publish_minutes,
    record_decision,
)
from gacocrea.forum.models import Meeting, SeatKind
from gacocrea.home.demo.dates import Spans
from gacocrea.home.demo.load import Row, listed, rows, rows_of
from gacocrea.home.demo.scene import OPERATOR, Play, Scene, with_role
from gacocrea.people.actions import confirm, register
from gacocrea.people.models import Account
from gacocrea.people.rules import new_stamp

PHRASE = "tres hilos hacen una cuerda"
"""The password of every example account."""

CALLED_AHEAD, MINUTES_AFTER = 20, 6  # days


def found_forums(scene: Scene, now: datetime) -> None:
    """Found both forums and open the accounts of everyone named in the content."""
    for row in rows("forums"):
        words = ForumWords(
            **{name: row[name] for name in ("slug", "name", "jurisdiction", "time_zone")},
            core_group_name=row["core_group_name"],
            secretariat_name=row["secretariat_name"],
            contact=row["texts"]["contact"],
            about="\n\n".join([row["texts"]["about"], *_invited(row)]),
            internal_rules=row["rules"],
            territories=tuple(row["territories"]),
            is_example=True,
        )
        sectors = [(sector["key"], sector["name"]) for sector in row["sectors"]]
        scene.forums[row["slug"]] = create_forum(
            scene.session, actor=OPERATOR, words=words, sectors=sectors, now=now
        )
    _open_accounts(scene, now)
    for person in rows("people"):
        _name(scene, person, now)


def _invited(row: Row) -> list[str]:
    return [f"Ayuntamientos invitados:\n\n{listed(row['invited'])}"] if row["invited"] else []


def _open_accounts(scene: Scene, now: datetime) -> None:
    """Open one account as everyone does; the others take its slow hash, for they have the same password."""
    first, *others = rows("people")
    mailed: list[str] = []

    def keep(token: str) -> str:
        mailed.append(token)
        return token

    register(
        scene.session,
        email=first["email"],
        name=first["name"],
        password=PHRASE,
        language="es",
        link=keep,
        now=now,
    )
    account = confirm(scene.session, token=mailed[0], now=now)
    scene.accounts[first["key"]] = account
    for person in others:
        scene.accounts[person["key"]] = Account(
            email=person["email"],
            display_name=person["name"],
            password_hash=account.password_hash,
            email_confirmed_at=now,
            stamp=new_stamp(),
            created_at=now,
        )
    scene.session.add_all(scene.accounts.values())
    scene.session.flush()


def _name(scene: Scene, person: Row, now: datetime) -> None:
    account, role = scene.accounts[person["key"]], Role(person["role"])
    if role is Role.ADMINISTRATOR:
        name_administrator(scene.session, actor=OPERATOR, account=account, now=now)
    elif role is not Role.CITIZEN:
        seated = role is Role.CORE_GROUP
        grant(
            scene.session,
            actor=OPERATOR,
            forum=scene.forums[person["forum"]],
            account=account,
            role=role,
            sector=scene.sector(person["forum"], person["sector"]) if seated else None,
            institution=person["institution"],
            kind=SeatKind(person["seat"]) if seated else SeatKind.TITULAR,
            starts_on=now.date(),
            now=now,
        )


def meet(play: Play, row: Row) -> None:
    """Script the forum's meetings: called ahead, held, their minutes published."""
    secretariat = with_role(play.forum, Role.SECRETARIAT)
    for meeting in row["meetings"]:
        hour, minute = (int(part) for part in meeting["time"].split(":"))
        starts_at = play.almanac.at(meeting["relative_days"], hour, minute)
        words = MeetingWords(
            title=meeting["title"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=meeting["duration_minutes"]),
            place=meeting["place"],
            agenda=listed(meeting["agenda"]),
        )
        minutes = listed(meeting["minutes"])
        if meeting["attendance"]:
            names = {sector["key"]: sector["name"].lower() for sector in row["sectors"]}
            present = ", ".join(f"{names[key]} {number}" for key, number in meeting["attendance"].items())
            minutes = f"Asistieron: {present}.\n\n{minutes}"
        _script_meeting(play, secretariat, words, minutes)


def _script_meeting(play: Play, secretariat: str, words: MeetingWords, minutes: str) -> None:
    held: list[Meeting] = []

    def call(now: datetime) -> None:
        actor, forum = play.scene.actor(secretariat), play.scene.forums[play.forum]
        held.append(call_meeting(play.session, actor=actor, forum=forum, words=words, now=now))

    def publish(now: datetime) -> None:
        actor = play.scene.actor(secretariat)
        publish_minutes(play.session, actor=actor, meeting=held[0], minutes=minutes, now=now)

    play.script.add(words.starts_at - timedelta(days=CALLED_AHEAD), call)
    if minutes:
        play.script.add(words.ends_at + timedelta(days=MINUTES_AFTER), publish)


def decide(play: Play, days: dict[str, int]) -> None:
    """Script the decisions of the core group, each with its reason and its count of votes."""
    for row in rows_of("decisions", play.forum):

        def record(now: datetime, row: Row = row) -> None:
            forum = play.scene.forums[play.forum]
            record_decision(play.session, forum=forum, title=row["title"], text=_decision(row), now=now,
                            actor=play.scene.actor(row["proposed_by"]))  # fmt: skip

        play.script.add(play.almanac.at(days[row["key"]], 12), record)


def _decision(row: Row) -> str:
    votes = row["votes"]
    counted = f"Votos: {votes['for']} a favor, {votes['against']} en contra, {votes['abstain']} en abstención."
    consensus = "Se decidió por consenso." if row["method"] == "consensus" else counted
    parts = [row["text"], row["reason"], consensus, row["dissent"]]
    return "\n\n".join(part for part in parts if part)


def plan_cycle(play: Play, row: Row, spans: Spans) -> None:
    """Script the cycle: set up by the secretariat and published at once, ahead of its first phase."""
    start, end = (play.almanac.day(number) for number in spans[Phase.IMPLEMENTATION])
    end -= timedelta(days=1)
    period = f"{start.year}–{end.year}"
    plan = CyclePlan(
        slug=f"{start.year}-{end.year}",
        title=row["cycle"]["title"].replace(row["cycle"]["period"], period),
        period=period,
        plan_starts_on=start,
        plan_ends_on=end,
        pillars=pillars_of(row),
        phases=play.almanac.windows(spans),
        choices_max=3,
        seats=2,
        foreword=row["cycle"]["foreword"],
        efforts=row["cycle"]["efforts"],
    )
    publish_plan(play, play.forum, plan, spans)


def pillars_of(row: Row) -> tuple[PillarPlan, ...]:
    return tuple(PillarPlan(**pillar) for pillar in row["pillars"])


def publish_plan(play: Play, key: str, plan: CyclePlan, spans: Spans) -> None:
    """Script the setting up and publishing of a cycle, on the first day of its preparation."""

    def publish(now: datetime) -> None:
        scene, actor = play.scene, play.scene.actor(with_role(play.forum, Role.SECRETARIAT))
        cycle = create_cycle(scene.session, actor=actor, forum=scene.forums[play.forum], plan=plan, now=now)
        scene.cycles[key] = publish_cycle(scene.session, actor=actor, cycle=cycle, now=now)

    play.script.add(play.almanac.at(spans[Phase.PREPARATION][0], 8), publish)
