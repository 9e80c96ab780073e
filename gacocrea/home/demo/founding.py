"""The forums are founded, people are named and cycles are published."""

from datetime import datetime, timedelta

from gacocrea.core.terms import PRIVILEGED, Phase, Role
from gacocrea.cycle.actions import create_cycle, publish_cycle
from gacocrea.cycle.models import BoothPath
from gacocrea.cycle.rules import CyclePlan, PillarPlan
from gacocrea.forum.actions import (
    ForumTexts,
    ForumWords,
    InternalRules,
    change_forum,
    create_forum,
    grant,
    name_administrator,
    name_guest,
)
from gacocrea.forum.models import Majority, Office, SeatKind, Share, Standing
from gacocrea.forum.rules import VotingRule
from gacocrea.home.demo.around.dressing import dress
from gacocrea.home.demo.dates import Spans
from gacocrea.home.demo.load import Row, listed, rows
from gacocrea.home.demo.scene import OPERATOR, Play, Scene, with_role
from gacocrea.people.actions import confirm, register
from gacocrea.people.models import Account, Authenticator
from gacocrea.people.rules import SEALED, new_secret, new_stamp
from gacocrea.people.secrets import Secrets

OFFICES = {
    "rosario.chuquimarca": Office.PRESIDENT,
    "renato.cisneros": Office.CO_PRESIDENT,
    "hector.navarro": Office.PRESIDENT,
    "laura.arreola": Office.CO_PRESIDENT,
}
PHRASE = "tres hilos hacen una cuerda"
"""The password of every example account."""


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
    _give_apps(scene, now)
    for person in rows("people"):
        _name(scene, person, now)
    for row in rows("forums"):
        _set_rules(scene, row, now)
        dress(scene, row, now)


def _set_rules(scene: Scene, row: Row, now: datetime) -> None:
    """Let the secretariat write the internal rules as data, and who takes part without a vote."""
    forum, actor = scene.forums[row["slug"]], scene.actor(with_role(row["slug"], Role.SECRETARIAT))
    rule, share = row["decides"], row["decides"]["majority_share"]
    voting = VotingRule(
        quorum=Share(rule["quorum"]),
        quorum_by_sector=rule["quorum_by_sector"],
        majority=Majority(rule["majority"]),
        majority_share=Share(share) if share else None,
    )
    texts = ForumTexts(forum.contact, forum.about, forum.internal_rules, tuple(forum.territories))
    rules = InternalRules(voting, rule["notice_days"])
    change_forum(scene.session, actor=actor, forum=forum, texts=texts, rules=rules, now=now)
    for name, standing in row["guests"]:
        name_guest(
            scene.session,
            actor=actor,
            forum=forum,
            name=name,
            standing=Standing(standing),
            starts_on=now.date(),
            now=now,
        )


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


def _give_apps(scene: Scene, now: datetime) -> None:
    """Let officials have a second factor from the first day, with apps that nobody holds but the command line."""
    sealing = Secrets(scene.keys.folder)
    for person in rows("people"):
        if Role(person["role"]) in PRIVILEGED:
            sealed, whose = sealing.seal(SEALED, new_secret().encode()), scene.accounts[person["key"]].id
            scene.session.add(Authenticator(account_id=whose, sealed=sealed, last_step=0, created_at=now))


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
            office=OFFICES.get(person["key"]),
            appointment=f"Oficio FM-{len(person['name']):03}, del {now:%d/%m/%Y}" if seated else "",
            starts_on=now.date(),
            now=now,
        )


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
        booth=BoothPath(row["cycle"].get("booth", BoothPath.BY_PILLAR)),
        paper=row["cycle"].get("paper", False),
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
