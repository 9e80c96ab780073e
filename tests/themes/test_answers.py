"""Every proposal gets a reasoned response; nobody answers their own, and nobody overwrites another."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.proposals.models import Origin, ProposalStatus
from gacocrea.themes import actions, queries
from gacocrea.themes.commands import import_themes
from gacocrea.themes.models import Outcome, Response
from tests.factories import make_account
from tests.support import NOON
from tests.themes.desk import REASON, Desk, make_desk

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("outcome", list(Outcome))
def test_nothing_is_decided_without_its_reason_sent_to_the_author(desk: Desk, outcome: Outcome) -> None:
    author = make_account(desk.session, "Wilmer Apolo", email="wilmer@example.org")
    proposal = desk.proposal(author_id=author.id, author_name="Wilmer Apolo")
    desk.answer(proposal, outcome, new_theme=("Obras a la vista", "Cada obra con su página."))
    letter = desk.session.scalars(select(OutboxLetter)).one()
    words = letter.body % letter.facts
    assert letter.to == "wilmer@example.org"
    assert "P-0001" in letter.subject % letter.facts
    assert REASON in words
    assert proposal.title in words
    assert "Ana Chalá, Gobierno" in words


@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_outcome_goes_without_a_reason(desk: Desk, outcome: Outcome) -> None:
    proposal = desk.proposal()
    with pytest.raises(Invalid, match="reason_short"):
        desk.answer(proposal, outcome, reason="no", new_theme=("Obras a la vista", "Cada obra."))
    assert proposal.status is ProposalStatus.SUBMITTED
    assert queries.themes_of(desk.session, desk.cycle.id) == []


def test_a_response_is_in_the_public_record_with_its_reason(desk: Desk) -> None:
    desk.answer(desk.proposal(), Outcome.OUT_OF_SCOPE)
    entry = desk.session.scalars(select(RecordEntry).where(RecordEntry.verb == "proposal.answered")).one()
    assert (entry.subject, entry.reason, entry.actor_name) == ("P-0001", REASON, "Ana Chalá")


def test_a_returned_proposal_waits_for_its_author_and_is_not_answered_yet(desk: Desk) -> None:
    proposal = desk.proposal()
    desk.answer(proposal, Outcome.RETURNED)
    assert proposal.status is ProposalStatus.RETURNED
    assert queries.progress(desk.session, desk.cycle.id) == (0, 1)


def test_the_second_of_two_moderators_sees_who_was_quicker_and_overwrites_nothing(desk: Desk) -> None:
    proposal = desk.proposal()
    first = desk.answer(proposal, Outcome.ALREADY_EXISTS)
    with pytest.raises(Conflict) as refused:
        desk.answer(proposal, Outcome.OUT_OF_SCOPE, actor=desk.actor(desk.luis))
    assert (refused.value.code, refused.value.facts["by"]) == ("answered_meanwhile", "Ana Chalá")
    assert queries.responses_of(desk.session, [proposal.id])[proposal.id] is first


def test_an_answer_that_changes_keeps_the_earlier_one_readable(desk: Desk) -> None:
    proposal = desk.proposal()
    desk.answer(proposal, Outcome.ALREADY_EXISTS)
    desk.answer(proposal, Outcome.NEXT_CYCLE, actor=desk.actor(desk.luis), seen_number=1)
    history = queries.history_of(desk.session, proposal.id)
    assert [(response.outcome, response.is_current) for response in history] == [
        (Outcome.ALREADY_EXISTS, False),
        (Outcome.NEXT_CYCLE, True),
    ]
    assert desk.session.scalar(select(func.count()).select_from(OutboxLetter)) == 2


def test_nobody_answers_their_own_proposal(desk: Desk) -> None:
    proposal = desk.proposal(author_id=desk.ana.id, author_name="Ana Chalá")
    with pytest.raises(NotAllowed, match="own_interest"):
        desk.answer(proposal)
    assert desk.answer(proposal, actor=desk.actor(desk.luis)).is_current


def test_nobody_answers_about_their_own_institution(desk: Desk) -> None:
    proposal = desk.proposal(institution="Contraloría General")
    with pytest.raises(NotAllowed, match="own_interest"):
        desk.answer(proposal, actor=desk.actor(desk.ana, institution="contraloria  general"))


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.DRAFTING, Phase.IMPLEMENTATION])
def test_no_answer_changes_once_voting_has_opened(session: Session, phase: Phase) -> None:
    desk = make_desk(session, phase)
    with pytest.raises(NotAllowed, match="too_late"):
        desk.answer(desk.proposal())


def test_a_proposal_goes_only_in_a_theme_of_its_pillar(desk: Desk) -> None:
    with pytest.raises(Invalid, match="theme_of_other_pillar"):
        desk.answer(desk.proposal(), Outcome.MERGED, theme=desk.theme(pillar=1))
    with pytest.raises(Invalid, match="theme_needed"):
        desk.answer(desk.proposal(), Outcome.MERGED)


def test_a_theme_credits_every_author_and_lets_go_of_what_is_answered_otherwise(desk: Desk) -> None:
    theme = desk.theme()
    first = desk.proposal(author_name="Rosa Quishpe", author_id=make_account(desk.session).id)
    workshop = desk.proposal(
        author_name="Comité del mercado", origin=Origin.IMPORT, author_id=None, source_key="fila-1"
    )
    desk.answer(first, Outcome.MERGED, theme=theme)
    desk.answer(workshop, Outcome.MERGED, theme=theme)
    row = queries.themes_of(desk.session, desk.cycle.id)[0]
    assert (row.proposals, row.authors) == (2, ("Rosa Quishpe", "Comité del mercado"))
    desk.answer(first, Outcome.NEXT_CYCLE, seen_number=1)
    assert queries.proposals_of(desk.session, [theme.id]) == {theme.id: [workshop]}
    assert [response.is_current for response, _p in queries.theme_responses(desk.session, theme.id)] == [
        False,
        True,
    ]


def test_once_the_polls_are_open_nobody_changes_what_is_on_the_ballot(desk: Desk) -> None:
    theme, inside, outside = desk.theme(), desk.proposal(), desk.proposal()
    desk.answer(inside, Outcome.MERGED, theme=theme)
    actions.freeze(desk.session, themes=[theme], now=NOON)
    for attempt in (
        lambda: desk.answer(outside, Outcome.MERGED, theme=theme),
        lambda: desk.answer(inside, Outcome.NEXT_CYCLE, seen_number=1),
        lambda: desk.answer(outside, Outcome.ADOPTED, new_theme=("Otro tema", "Una frase para votar.")),
        lambda: actions.edit_theme(
            desk.session,
            actor=desk.actor(desk.ana),
            cycle=desk.cycle,
            theme=theme,
            title="Otras palabras",
            summary="Otra frase.",
            seen_at=theme.changed_at,
            now=NOON,
        ),
        desk.theme,
    ):
        with pytest.raises(Conflict, match="ballot_frozen"):
            attempt()
        desk.session.rollback()
        actions.freeze(desk.session, themes=[theme], now=NOON)


def test_a_withdrawn_proposal_and_a_draft_are_not_answered(desk: Desk) -> None:
    with pytest.raises(Conflict, match="proposal_withdrawn"):
        desk.answer(desk.proposal(status=ProposalStatus.WITHDRAWN))
    with pytest.raises(NotThere):
        desk.answer(desk.proposal(status=ProposalStatus.DRAFT, number=None, submitted_at=None))


def test_many_are_answered_at_once_and_a_refused_one_stays_as_it_was(desk: Desk) -> None:
    mine = desk.proposal(author_id=desk.ana.id, author_name="Ana Chalá")
    others = [desk.proposal(), desk.proposal(), desk.proposal(pillar=2)]
    results = actions.answer_many(
        desk.session,
        actor=desk.actor(desk.ana),
        cycle=desk.cycle,
        proposals=[mine, *others],
        outcome=Outcome.MERGED,
        reason="Gracias, [nombre]. Su propuesta se une a otras.",
        new_theme=("Obras a la vista", "Cada obra con su página."),
        seen={},
        now=NOON,
    )
    codes = [result.refusal.code if result.refusal else "" for result in results]
    assert codes == ["own_interest", "", "", "theme_of_other_pillar"]
    assert mine.status is others[2].status is ProposalStatus.SUBMITTED
    rows = queries.themes_of(desk.session, desk.cycle.id)
    assert [row.proposals for row in rows] == [2], "one new theme for all"
    reasons = set(desk.session.scalars(select(Response.reason)))
    assert reasons == {
        f"Gracias, {proposal.author_name}. Su propuesta se une a otras." for proposal in others[:2]
    }


def test_imported_options_become_themes_once_with_credit_and_answer(desk: Desk) -> None:
    rows = [
        desk.proposal(
            f"Parque {n}", origin=Origin.IMPORT, author_id=None, author_name="Vecinos", source_key=f"{n}"
        )
        for n in range(3)
    ]
    for expected in (3, 0):
        made = actions.import_themes(
            desk.session, actor=desk.actor(desk.ana), cycle=desk.cycle, proposals=rows, now=NOON
        )
        assert made == expected
    assert [row.authors for row in queries.themes_of(desk.session, desk.cycle.id)] == [("Vecinos",)] * 3
    assert queries.outcome_counts(desk.session, desk.cycle.id)[Outcome.ADOPTED] == 3
    assert queries.progress(desk.session, desk.cycle.id) == (3, 3)


def test_the_queue_shows_the_oldest_first_in_pages(desk: Desk) -> None:
    numbers = [desk.proposal().number for _ in range(5)]
    first = queries.queue(desk.session, cycle_id=desk.cycle.id, size=3)
    rest = queries.queue(desk.session, cycle_id=desk.cycle.id, size=3, after=first.after)
    assert [row.number for row in first.proposals + rest.proposals] == numbers
    assert rest.after is None
    assert queries.next_waiting(desk.session, cycle_id=desk.cycle.id, after=5) == 1


def test_the_command_makes_themes_of_what_was_imported_and_says_so(desk: Desk) -> None:
    desk.proposal(origin=Origin.IMPORT, author_id=None, author_name="Vecinos", source_key="a")
    desk.proposal()
    asked = ["--forum", "ecuador", "--cycle", "2026-2028"]
    said = [CliRunner().invoke(import_themes, asked).output for _round in range(2)]
    assert said[0] == "Se creó 1 tema.\n"
    assert "no se creó ningún tema" in said[1]
