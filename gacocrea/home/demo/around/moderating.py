"""The core group reviews what people write: texts hidden by a rule, an appeal, reports that wait, a theme weighed."""

from datetime import datetime, timedelta
from typing import Any

from gacocrea.forum.models import Forum
from gacocrea.home.demo.load import rows, rows_of
from gacocrea.home.demo.scene import Play, person_of, seated
from gacocrea.moderation import actions
from gacocrea.moderation.models import AppealOutcome, Item, Ruling, Verdict
from gacocrea.proposals.actions import argue
from gacocrea.proposals.models import Stance
from gacocrea.themes.actions import ask_feasibility, check_theme
from gacocrea.themes.models import Criterion, Mark

SOLD = "Vendo letreros de obra al por mayor, con entrega en todo el país. Escríbame y le paso la lista de precios."
NAMED = "El ingeniero que firma esas planillas vive a dos cuadras de mi casa; puedo dar la dirección a quien la pida."
HIDDEN = "Gracias por participar, [nombre]. Ocultamos este texto porque no cumple la regla citada. Puede escribir otro."
APPEALED = "No di ninguna dirección: cuento que las planillas las firma quien vive en el mismo barrio."
DENIED = (
    "El texto ofrece la dirección de una persona. Puede contar lo mismo sin ofrecerla, y quedará a la vista."
)
MARKS = {
    Criterion.RELEVANCE: (Mark.YES, "Lo pidieron personas de varias provincias."),
    Criterion.FEASIBILITY: (Mark.PARTLY, "Depende de que haya presupuesto el primer año."),
    Criterion.COMPETENCE: (Mark.YES, ""),
    Criterion.VALUE: (Mark.YES, "Abre información que hoy se pide por escrito."),
}
QUESTION = "¿Puede su institución hacerlo en el plazo del plan, y con qué recursos?"


def moderate(play: Play) -> None:
    """Script rulings, an appeal and reports on the first proposals, and how sectors weigh a theme."""
    keys = [row["key"] for row in rows_of("proposals", play.forum)][:3]
    first = play.opens + 14
    writers = _citizens(play)
    made: dict[str, Any] = {}

    def sold(now: datetime) -> None:
        item = _say(play, keys[0], writers[0], SOLD, now)
        _rule(play, item, 2, now)

    def named(now: datetime) -> None:
        made["item"] = _say(play, keys[1], writers[1], NAMED, now)
        made["ruling"] = _rule(play, made["item"], 3, now)

    def appeal(now: datetime) -> None:
        actor = play.scene.actor(writers[1])
        decided = actions.decided_by(made["ruling"])
        made["appeal"] = actions.appeal(play.session, actor=actor, cycle=play.cycle, item=made["item"],
                                        decided=decided, words=APPEALED, now=now)  # fmt: skip

    play.script.add(play.almanac.at(first, 19, 5), sold)
    play.script.add(play.almanac.at(first, 19, 40), named)
    play.script.add(play.almanac.at(first + 1, 9), appeal)
    play.script.add(play.almanac.at(first + 3, 9), lambda now: _hear(play, made, now))
    play.script.add(play.almanac.at(first + 5, 9), lambda now: _report(play, keys[2], writers, now))
    play.script.add(play.almanac.at(play.opens + 40, 9), lambda now: _weigh(play, now))


def _citizens(play: Play) -> list[str]:
    """Return the keys of people of the forum who only take part, those who wrote none of the first proposals first."""
    authors = [row["author"] for row in rows_of("proposals", play.forum)][:3]
    found = [row["key"] for row in rows("people") if row["forum"] == play.forum and row["role"] == "citizen"]
    return sorted(found, key=lambda key: (key in authors, key))


def _say(play: Play, key: str, writer: str, text: str, now: datetime) -> Item:
    proposal = play.scene.proposals[key]
    argument = argue(play.session, actor=play.scene.actor(writer), cycle=play.cycle, proposal=proposal,
                     stance=Stance.FOR, text=text, now=now)  # fmt: skip
    return Item(proposal, argument)


def _rule(play: Play, item: Item, number: int, now: datetime) -> Ruling:
    judge = _judges(play, item)[0]
    return actions.rule_on(play.session, actor=play.scene.actor(judge), cycle=play.cycle, item=item,
                           verdict=Verdict.HIDDEN, rule_number=number, reason=HIDDEN, seen=0, now=now)  # fmt: skip


def _judges(play: Play, item: Item) -> list[str]:
    """Return who may decide on an item: members without an interest in it."""
    people, institutions = actions.interests_of(play.session, forum_id=play.cycle.forum_id, item=item)
    return [
        key
        for key in seated(play.forum)
        if play.scene.accounts[key].id not in people and person_of(key)["institution"] not in institutions
    ]


def _hear(play: Play, made: dict[str, Any], now: datetime) -> None:
    item, appeal = made["item"], made["appeal"]
    judge = next(
        key for key in _judges(play, item) if play.scene.actor(key).sector_id != appeal.against_sector_id
    )
    actions.hear(play.session, actor=play.scene.actor(judge), cycle=play.cycle, item=item, appeal=appeal,
                 outcome=AppealOutcome.DENIED, reason=DENIED, now=now)  # fmt: skip


def _report(play: Play, key: str, writers: list[str], now: datetime) -> None:
    """Let two people report a proposal, one of them nobody has read yet."""
    proposal = play.scene.proposals[key]
    for place, writer in enumerate(writers[2:5]):
        if play.scene.accounts[writer].id != proposal.author_id:
            actions.report(play.session, actor=play.scene.actor(writer), cycle=play.cycle, item=Item(proposal),
                           rule_number=4, words="" if place else "Repite otra ya presentada.", now=now)  # fmt: skip


def _weigh(play: Play, now: datetime) -> None:
    """Let two sectors weigh the first theme, and ask an institution about it."""
    theme = next(iter(play.scene.themes.values()), None)
    if theme is None or theme.cycle_id != play.cycle.id:
        return
    sectors = dict[int | None, str]()
    for key in seated(play.forum):
        sectors.setdefault(play.scene.actor(key).sector_id, key)
    for key in list(sectors.values())[:2]:
        check_theme(play.session, actor=play.scene.actor(key), cycle=play.cycle, theme=theme, marks=MARKS,
                    seen_at=None, now=now)  # fmt: skip
    forum: Forum = play.scene.forums[play.forum]
    ask_feasibility(
        play.session, actor=play.scene.actor(next(iter(sectors.values()))), cycle=play.cycle, forum=forum, theme=theme,
        institution="Ministerio de Finanzas", contact="consultas@finanzas.example", question=QUESTION,
        due_on=now.date() + timedelta(days=5), today=now.date(), now=now,
    )  # fmt: skip
