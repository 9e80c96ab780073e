"""A text is hidden by a published rule, its author is told and may appeal; nobody decides on their own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Role
from gacocrea.moderation import actions, queries
from gacocrea.moderation.models import AppealOutcome, Grounds, Item, Verdict
from gacocrea.moderation.queries import Show
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import ProposalStatus
from tests.factories import actor_of, make_member
from tests.moderation.review import REASON, Review
from tests.support import NOON

pytestmark = pytest.mark.both_engines
Make = Callable[[Review], Item]


def a_proposal(review: Review) -> Item:
    return review.proposal()


def an_argument(review: Review) -> Item:
    return review.argument()


either = pytest.mark.parametrize("make", [a_proposal, an_argument])


def letters_of(review: Review) -> list[str]:
    found = review.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    return [f"{letter.to}: {letter.subject} {letter.body}" % letter.facts for letter in found]


@either
def test_what_is_hidden_cites_the_rule_and_its_author_is_told(review: Review, make: Make) -> None:
    item = make(review)
    ruling = review.rule(item)
    assert item.thing.hidden_at == NOON
    assert ruling.rule == item.thing.hidden_rule == "2, «Sin publicidad ni mensajes en serie»"
    letter = letters_of(review)[-1]
    assert letter.startswith("wilmer@example.org")
    assert "Ocultamos este texto, Wilmer Apolo" in letter
    assert "Sin publicidad" in letter
    assert "apelar" in letter
    entry = review.session.scalars(select(RecordEntry).where(RecordEntry.verb == "content.hidden")).one()
    assert (entry.actor_name, entry.facts["rule"]) == ("Ana Chalá", ruling.rule)


@either
@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": "no"}, "reason_short"), ({"rule_number": None}, "rule_needed"), ({"rule_number": 5}, "rule_needed")],
)
def test_nothing_is_hidden_without_a_reason_and_a_rule_of_conduct(
    review: Review, make: Make, given: dict[str, Any], code: str
) -> None:
    item = make(review)
    with pytest.raises(Invalid, match=code):
        review.rule(item, **given)
    assert item.thing.hidden_at is None


def test_a_hidden_proposal_is_on_no_list_and_keeps_its_words(review: Review) -> None:
    item = review.proposal()
    review.rule(item)
    cycle_id = review.desk.cycle.id
    assert item.proposal.status is ProposalStatus.HIDDEN
    assert proposals.page_of(review.session, cycle_id=cycle_id).total == 0
    assert list(proposals.every(review.session, cycle_id=cycle_id)) == []
    assert item.proposal.problem != ""


def test_an_answered_proposal_is_not_hidden(review: Review) -> None:
    item = review.proposal()
    review.desk.answer(item.proposal)
    with pytest.raises(Conflict, match="hide_answered"):
        review.rule(item)


def test_nobody_decides_on_their_own_text_nor_on_what_is_said_of_their_proposal(review: Review) -> None:
    ana = review.desk.ana
    own = review.proposal(author_id=ana.id, author_name=ana.display_name)
    beside = review.argument(proposal=own.proposal)
    mine = review.argument(author_id=ana.id, author_name=ana.display_name)
    for item in (own, beside, mine):
        with pytest.raises(NotAllowed, match="own_interest"):
            review.rule(item)
        assert review.rule(item, actor=review.luis).verdict is Verdict.HIDDEN


def test_nobody_decides_where_their_institution_has_an_interest(review: Review) -> None:
    desk = review.desk
    member = desk.actor(desk.ana, institution="Contraloría General")
    with pytest.raises(NotAllowed, match="own_interest"):
        review.rule(review.proposal(institution="contraloria general"), actor=member)
    colleague = make_member(review.session, desk.forum, sector=0, name="Colega")
    by_colleague = review.argument(author_id=colleague.id, author_name="Colega")
    with pytest.raises(NotAllowed, match="own_interest"):
        review.rule(by_colleague, actor=desk.actor(desk.ana, institution="Institución 0"))


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OBSERVER, Role.CITIZEN])
def test_only_the_core_group_hides(review: Review, role: Role) -> None:
    with pytest.raises(NotAllowed, match="role"):
        review.rule(review.proposal(), actor=actor_of(review.reader, role))


@either
def test_the_second_of_two_moderators_sees_who_was_quicker(review: Review, make: Make) -> None:
    item = make(review)
    review.rule(item, Verdict.KEPT)
    with pytest.raises(Conflict) as refused:
        review.rule(item, actor=review.luis)
    assert (refused.value.code, refused.value.facts["by"]) == ("ruled_meanwhile", "Ana Chalá")
    assert item.thing.hidden_at is None
    assert review.rule(item, actor=review.luis, seen=1).number == 2


@either
def test_a_ruling_is_undone_while_nothing_stands_on_it(review: Review, make: Make) -> None:
    item = make(review)
    ruling = review.rule(item)
    undo: dict[str, Any] = {"cycle": review.desk.cycle, "item": item, "ruling": ruling, "now": NOON}
    why = "Se leyó otra vez: no era un anuncio."
    actions.undo(review.session, actor=review.luis, reason=why, **undo)
    assert item.thing.hidden_at is None
    assert (ruling.ended_by, ruling.ended_reason) == ("Luis Apolo", why)
    assert letters_of(review) == [], "the letter had not left: it is taken back"
    with pytest.raises(Conflict, match="undone_already"):
        actions.undo(review.session, actor=review.ana, reason=why, **undo)
    assert review.rule(item, seen=0).number == 2


def test_a_correction_follows_a_letter_that_has_left(review: Review) -> None:
    item = review.argument()
    ruling = review.rule(item)
    for letter in review.session.scalars(select(OutboxLetter)):
        letter.sent_at = NOON
    actions.undo(review.session, actor=review.ana, cycle=review.desk.cycle, item=item, ruling=ruling,
                 reason="Se leyó otra vez: no era un anuncio.", now=NOON)  # fmt: skip
    assert "Corregimos una decisión" in letters_of(review)[-1]


def test_what_was_appealed_is_not_undone(review: Review) -> None:
    item = review.argument()
    ruling = review.rule(item)
    review.appeal(item, ruling)
    with pytest.raises(Conflict, match="built_on"):
        actions.undo(review.session, actor=review.ana, cycle=review.desk.cycle, item=item, ruling=ruling,
                     reason="Se leyó otra vez: no era un anuncio.", now=NOON)  # fmt: skip


def test_a_report_cites_a_rule_counts_once_and_names_nobody(review: Review) -> None:
    item = review.argument()
    review.report(item)
    with pytest.raises(Conflict, match="reported_already"):
        review.report(item)
    review.report(item, by=review.desk.luis)
    page = queries.page_of(review.session, cycle_id=review.desk.cycle.id, show=Show.REPORTS)
    assert [(row.item.target, row.reports) for row in page.rows] == [(item.target, 2)]
    entries = review.session.scalars(select(RecordEntry).where(RecordEntry.verb == "content.reported"))
    assert {entry.actor_name for entry in entries} == {""}
    review.rule(item, Verdict.KEPT, reason="Describe un problema y no anuncia nada.")
    assert queries.counts(review.session, review.desk.cycle.id)[Show.REPORTS] == 0
    assert sum("sigue a la vista" in letter for letter in letters_of(review)) == 2


def test_nobody_reports_their_own_text_nor_one_that_is_hidden(review: Review) -> None:
    item = review.argument()
    with pytest.raises(NotAllowed, match="own_interest"):
        review.report(item, by=review.author)
    review.rule(item)
    with pytest.raises(NotThere):
        review.report(item)


@either
def test_an_appeal_is_heard_by_another_sector_and_shows_the_text_again(review: Review, make: Make) -> None:
    item = make(review)
    ruling = review.rule(item)
    appeal = review.appeal(item, ruling)
    hear: dict[str, Any] = {
        "cycle": review.desk.cycle, "item": item, "appeal": appeal, "outcome": AppealOutcome.GRANTED,
        "reason": "El texto describe un problema y no anuncia nada.", "now": NOON,
    }  # fmt: skip
    with pytest.raises(NotAllowed, match="same_sector"):
        actions.hear(review.session, actor=review.ana, **hear)
    actions.hear(review.session, actor=review.luis, **hear)
    assert item.thing.hidden_at is None
    assert "le dio la razón" in letters_of(review)[-1]
    with pytest.raises(Conflict, match="heard_meanwhile"):
        actions.hear(review.session, actor=review.luis, **hear)
    line = queries.log_of(review.session, cycle_id=review.desk.cycle.id)[0]
    assert (line.outcome, line.sector, line.heard_sector) == (AppealOutcome.GRANTED, "Gobierno", "Sociedad civil")


def test_a_denied_appeal_leaves_the_text_hidden_and_cannot_be_made_twice(review: Review) -> None:
    item = review.argument()
    ruling = review.rule(item)
    appeal = review.appeal(item, ruling)
    actions.hear(review.session, actor=review.luis, cycle=review.desk.cycle, item=item, appeal=appeal,
                 outcome=AppealOutcome.DENIED, reason="El texto anuncia una tienda.", now=NOON)  # fmt: skip
    assert item.thing.hidden_at
    with pytest.raises(Conflict, match="appealed_already"):
        review.appeal(item, ruling)


def test_only_its_author_appeals_and_within_fifteen_days(review: Review) -> None:
    item = review.argument()
    ruling = review.rule(item)
    with pytest.raises(Conflict, match="appeal_late"):
        review.appeal(item, ruling, now=NOON + timedelta(days=15))
    with pytest.raises(NotAllowed, match="not_yours"):
        actions.appeal(review.session, actor=actor_of(review.reader), cycle=review.desk.cycle, item=item,
                       decided=actions.decided_by(ruling), words="Me pareció un buen texto.", now=NOON)  # fmt: skip


def test_many_are_decided_at_once_and_a_refused_one_stays_as_it_was(review: Review) -> None:
    ana = review.desk.ana
    own = review.proposal(author_id=ana.id, author_name=ana.display_name)
    others = [review.proposal(), review.argument()]
    results = actions.rule_many(
        review.session, actor=review.ana, cycle=review.desk.cycle, items=[own, *others], verdict=Verdict.HIDDEN,
        rule_number=2, reason=REASON, seen={}, now=NOON,
    )  # fmt: skip
    assert [result.refusal.code if result.refusal else "" for result in results] == ["own_interest", "", ""]
    assert [item.thing.hidden_at for item in (own, *others)] == [None, NOON, NOON]


def test_a_rule_reworded_leaves_what_was_decided_with_the_words_it_cited(review: Review) -> None:
    ruling = review.rule(review.argument())
    forum = review.desk.forum
    words: dict[str, Any] = {"forum": forum, "grounds": Grounds.CONDUCT, "text": "No caben anuncios.", "now": NOON}
    actions.keep_rule(review.session, actor=review.luis, number=2, title="Sin anuncios", **words)
    added = actions.keep_rule(review.session, actor=review.luis, number=None, title="Sin repetir", **words)
    assert ruling.rule.startswith("2, «Sin publicidad")
    assert [rule.title for rule in queries.rules_of(review.session, forum.id)][1] == "Sin anuncios"
    assert added.number == 10
    actions.retire_rule(review.session, actor=review.luis, forum=forum, number=2, now=NOON)
    with pytest.raises(Invalid, match="rule_needed"):
        review.rule(review.argument())
    with pytest.raises(Conflict, match="last_rule"):
        actions.retire_rule(review.session, actor=review.luis, forum=forum, number=5, now=NOON)


def test_the_queue_goes_by_age_page_by_page_whatever_it_holds(review: Review) -> None:
    made = [review.proposal(submitted_at=NOON - timedelta(hours=place)) for place in range(4)]
    said = [NOON - timedelta(minutes=30 * place) for place in range(5)]
    made += [review.argument(proposal=made[0].proposal, at=at) for at in said]
    expected = [item.target for item in sorted(made, key=lambda item: (item.at, item.target[0], item.thing.id))]
    found, after = list[str](), ""
    while True:
        page = queries.page_of(review.session, cycle_id=review.desk.cycle.id, after=after, size=2)
        found += [row.item.target for row in page.rows]
        after = page.after
        if not after:
            break
    assert found == expected
