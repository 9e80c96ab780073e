"""Themes are merged, split and weighed before voting; responses cite a rule, are appealed and taken back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.outbox import OutboxLetter
from gacocrea.moderation import actions as moderation
from gacocrea.moderation.models import AppealOutcome, Item
from gacocrea.proposals.models import ProposalStatus
from gacocrea.themes import actions, queries
from gacocrea.themes.models import Criterion, Mark, Outcome, Theme
from gacocrea.themes.rules import Became, outcomes_of
from tests.factories import actor_of, make_member
from tests.support import NOON
from tests.themes.desk import REASON, Desk

pytestmark = pytest.mark.both_engines
WHY = "Piden lo mismo con otras palabras."


def merge(desk: Desk, theme: Theme, into: Theme, **given: Any) -> Theme:
    values: dict[str, Any] = {"actor": desk.actor(desk.luis), "cycle": desk.cycle, "reason": WHY, "now": NOON}
    values["seen_at"] = theme.changed_at
    return actions.merge_themes(desk.session, theme=theme, into=into, **(values | given))


def split(desk: Desk, theme: Theme, *numbers: int | None, **given: Any) -> Theme:
    values: dict[str, Any] = {
        "actor": desk.actor(desk.luis), "cycle": desk.cycle, "title": "Otro tema", "summary": "Una frase para votar.",
        "reason": WHY, "seen_at": theme.changed_at, "now": NOON,
    }  # fmt: skip
    return actions.split_theme(desk.session, theme=theme, numbers=numbers, **(values | given))  # type: ignore[arg-type]


def test_merging_takes_credit_and_history_along_and_tells_every_author(desk: Desk) -> None:
    one, other = desk.theme(), desk.theme("Costo a la vista")
    inside = [desk.proposal(), desk.proposal()]
    for proposal in inside:
        desk.answer(proposal, Outcome.ADOPTED, theme=one)
    merge(desk, one, other)
    rows = queries.themes_of(desk.session, desk.cycle.id)
    assert [(row.theme.id, row.proposals) for row in rows] == [(other.id, 2)]
    history = queries.history_of(desk.session, inside[0].id)
    assert [response.theme_id for response in history] == [one.id, other.id]
    assert REASON in history[1].reason
    assert WHY in history[1].reason
    assert len(desk.session.scalars(select(OutboxLetter)).all()) == 4


def test_splitting_makes_a_theme_of_some_and_never_of_all(desk: Desk) -> None:
    theme = desk.theme()
    inside = [desk.proposal() for _n in range(3)]
    for proposal in inside:
        desk.answer(proposal, Outcome.MERGED, theme=theme)
    made = split(desk, theme, inside[0].number)
    credited = queries.proposals_of(desk.session, [theme.id, made.id])
    assert credited == {theme.id: inside[1:], made.id: inside[:1]}
    for numbers in ([], [proposal.number for proposal in inside[1:]]):
        with pytest.raises(Invalid, match="split_some"):
            split(desk, theme, *numbers)


def test_a_theme_on_an_open_ballot_is_neither_merged_nor_split(desk: Desk) -> None:
    theme, other, proposal = desk.theme(), desk.theme("Costo a la vista"), desk.proposal()
    desk.answer(proposal, Outcome.MERGED, theme=theme)
    actions.freeze(desk.session, themes=[theme], now=NOON)
    desk.session.commit()
    ways = (lambda: merge(desk, theme, other), lambda: merge(desk, other, theme), lambda: split(desk, theme, 1))
    for attempt in ways:
        with pytest.raises(Conflict, match="ballot_frozen"):
            attempt()


@pytest.mark.parametrize(
    ("given", "code"), [({"reason": "no"}, "reason_short"), ({"seen_at": NOON - timedelta(days=1)}, "theme_changed")]
)
def test_a_merge_needs_a_reason_and_the_latest_words(desk: Desk, given: dict[str, Any], code: str) -> None:
    with pytest.raises((Invalid, Conflict), match=code):
        merge(desk, desk.theme(), desk.theme("Costo a la vista"), **given)


def test_a_theme_goes_only_into_another_of_its_pillar(desk: Desk) -> None:
    theme = desk.theme()
    for into, code in ((theme, "merge_into_itself"), (desk.theme(pillar=1), "theme_of_other_pillar")):
        with pytest.raises(Invalid, match=code):
            merge(desk, theme, into)


def test_each_sector_weighs_a_theme_and_the_slower_of_two_is_told(desk: Desk) -> None:
    theme = desk.theme()
    check: dict[str, Any] = {"cycle": desk.cycle, "theme": theme, "now": NOON}
    marks = {Criterion.RELEVANCE: (Mark.YES, "Afecta a todo el cantón."), Criterion.VALUE: (Mark.PARTLY, "")}
    for account in (desk.ana, desk.luis):
        actions.check_theme(desk.session, actor=desk.actor(account), marks=marks, seen_at=None, **check)
    assert len(queries.checks_of(desk.session, theme.id)) == 4
    with pytest.raises(Conflict, match="check_changed"):
        actions.check_theme(desk.session, actor=desk.actor(desk.ana), marks=marks, seen_at=None, **check)


def test_an_institution_is_asked_by_letter_and_shown_when_it_is_late(desk: Desk) -> None:
    theme, today = desk.theme(), NOON.date()
    common: dict[str, Any] = {"actor": desk.actor(desk.ana), "cycle": desk.cycle, "theme": theme, "now": NOON}
    words: dict[str, Any] = {"institution": "Ministerio de Obras", "contact": "obras@example.org"}
    words["question"] = "¿Se puede hacer en dos años?"
    with pytest.raises(Invalid, match="due_past"):
        actions.ask_feasibility(desk.session, forum=desk.forum, due_on=today, today=today, **words, **common)
    due = today + timedelta(days=5)
    asked = actions.ask_feasibility(desk.session, forum=desk.forum, due_on=due, today=today, **words, **common)
    assert desk.session.scalars(select(OutboxLetter.to)).one() == "obras@example.org"
    late: dict[str, Any] = {"cycle_id": desk.cycle.id, "today": due + timedelta(days=1)}
    assert queries.overdue(desk.session, **late) == [(asked, theme)]
    entered: dict[str, Any] = {"mark": Mark.PARTLY, "answer": "Se puede en las obras nuevas."}
    entered["signed_by"] = "Dirección de obras"
    actions.enter_feasibility(desk.session, asked=asked, **entered, **common)
    assert queries.overdue(desk.session, **late) == []
    with pytest.raises(Conflict, match="feasibility_entered"):
        actions.enter_feasibility(desk.session, asked=asked, **entered, **common)


@pytest.mark.parametrize("outcome", outcomes_of(Became.NOT_ACCEPTED) + outcomes_of(Became.OUT_OF_SCOPE))
def test_whoever_is_declined_reads_the_published_rule(desk: Desk, outcome: Outcome) -> None:
    response = desk.answer(desk.proposal(), outcome)
    assert response.rule
    assert desk.answer(desk.proposal(), Outcome.ADOPTED, new_theme=("Obras", "Cada obra.")).rule == ""


def test_a_granted_appeal_asks_for_a_new_answer_even_after_the_analysis(desk: Desk) -> None:
    proposal = desk.proposal()
    response = desk.answer(proposal, Outcome.OUT_OF_SCOPE)
    decided = moderation.Decided(
        response.rule, response.by_id, response.by_sector_id, response.at, response_number=response.number
    )
    author = actor_of(desk.session.get_one(type(desk.ana), proposal.author_id))
    appeal = moderation.appeal(desk.session, actor=author, cycle=desk.cycle, item=Item(proposal), decided=decided,
                               words="Sí trata de transparencia: pido datos.", now=NOON)  # fmt: skip
    hear: dict[str, Any] = {"cycle": desk.cycle, "item": Item(proposal), "appeal": appeal, "now": NOON,
                            "outcome": AppealOutcome.GRANTED, "reason": "Pide datos abiertos de obras."}  # fmt: skip
    with pytest.raises(NotAllowed, match="same_sector"):
        moderation.hear(desk.session, actor=desk.actor(desk.ana), **hear)
    moderation.hear(desk.session, actor=desk.actor(desk.luis), **hear)
    assert proposal.status is ProposalStatus.SUBMITTED
    late = NOON + timedelta(days=40)
    with pytest.raises(NotAllowed, match="too_late"):
        desk.answer(desk.proposal(), now=late)
    assert desk.answer(proposal, Outcome.NEXT_CYCLE, seen_number=1, now=late).number == 2


def test_an_answer_is_taken_back_and_what_held_before_holds_again(desk: Desk) -> None:
    proposal, theme = desk.proposal(), desk.theme()
    desk.answer(proposal, Outcome.MERGED, theme=theme)
    desk.answer(proposal, Outcome.NEXT_CYCLE, seen_number=1)
    undo: dict[str, Any] = {"actor": desk.actor(desk.luis), "cycle": desk.cycle, "proposal": proposal, "now": NOON,
                            "reason": "Se respondió la propuesta equivocada."}  # fmt: skip
    with pytest.raises(Conflict, match="built_on"):
        actions.undo_response(desk.session, number=1, **undo)
    undone = actions.undo_response(desk.session, number=2, **undo)
    assert (undone.undone_by, undone.is_current) == ("Luis Apolo", False)
    assert queries.theme_of(desk.session, [proposal.id]) == {proposal.id: theme}
    actions.undo_response(desk.session, number=1, **undo)
    assert proposal.status is ProposalStatus.SUBMITTED
    assert queries.theme_of(desk.session, [proposal.id]) == {}
    assert desk.session.scalars(select(OutboxLetter)).all() == [], "no letter had left"
    assert desk.answer(proposal).number == 3


def test_nobody_answers_what_a_colleague_of_their_institution_proposed(desk: Desk) -> None:
    colleague = make_member(desk.session, desk.forum, sector=0, name="Colega")
    proposal = desk.proposal(author_id=colleague.id, author_name="Colega")
    with pytest.raises(NotAllowed, match="own_interest"):
        desk.answer(proposal, actor=desk.actor(desk.ana, institution="institución 0"))


def test_the_table_is_narrowed_by_what_the_public_is_told_and_by_words(desk: Desk) -> None:
    desk.answer(desk.proposal("Letrero con el costo"), Outcome.OTHER_BODY)
    desk.answer(desk.proposal("Buses en la parroquia"), Outcome.RETURNED)
    desk.proposal("Agua amarilla", territory="Azuay")

    def titles(**given: Any) -> list[str]:
        rows = queries.responses_table(desk.session, cycle_id=desk.cycle.id, **given)
        return [row.proposal.title for row in rows]

    assert titles(became_=Became.NOT_ACCEPTED) == ["Letrero con el costo"]
    assert titles(became_=Became.WAITING) == ["Buses en la parroquia", "Agua amarilla"]
    assert titles(territory="Azuay") == ["Agua amarilla"]
    assert titles(words="COSTO letrero") == ["Letrero con el costo"]
    assert titles(words="p-2") == ["Buses en la parroquia"]
