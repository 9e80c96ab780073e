"""What people say of the draft, what they are answered, and where the change is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments import actions, queries
from gacocrea.commitments.models import Comment, CommentOutcome, Commitment
from gacocrea.commitments.rules import alike
from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.terms import Actor, Phase, Role
from gacocrea.proposals.models import Stance
from tests.browser import Browser
from tests.factories import actor_of, make_account
from tests.support import NOON
from tests.thread import Thread

PLACE = "/ecuador/2026-2028"
PROBLEM = "El letrero de la obra dice un valor y en el portal sale otro. Nadie responde."
REASON = "La institución confirmó que puede publicar el costo de cada obra."


@pytest.fixture
def draft(make: Callable[[Phase], Thread]) -> tuple[Thread, Commitment]:
    """A thread in its consultation, with one draft that says what its problem is."""
    thread = make(Phase.CONSULTATION)
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    return thread, thread.draft(theme, problem=PROBLEM)


def say(thread: Thread, commitment: Commitment, who: Actor | None = None, **given: Any) -> Comment:
    facts = {
        "part": "problem",
        "passage": "",
        "stance": Stance.AGAINST,
        "text": "Falta decir quién responde.",
    }
    actor = who or actor_of(make_account(thread.session), Role.CITIZEN)
    return actions.comment(
        thread.session, actor=actor, cycle=thread.cycle, commitment=commitment, now=NOON, **(facts | given)
    )


def reply(
    thread: Thread, *comments: Comment, outcome: CommentOutcome = CommentOutcome.NOT_TAKEN, **given: Any
):
    facts: dict[str, Any] = {"actor": thread.member(), "reason": REASON} | given
    return actions.answer_comments(
        thread.session, cycle=thread.cycle, comments=comments, outcome=outcome, now=NOON, **facts
    )


def test_a_citizen_comments_on_a_passage_of_the_draft(draft: tuple[Thread, Commitment]) -> None:
    thread, commitment = draft
    made = say(thread, commitment, passage="NADIE responde")
    assert (made.number, made.version, made.passage) == (1, commitment.version, "NADIE responde")
    assert queries.participation(thread.session, thread.cycle.id).people == 1


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"part": "otra"}, "part", "comment_part"),
        ({"passage": "palabras que no están"}, "passage", "passage_elsewhere"),
        ({"passage": "x" * 401}, "passage", "passage_long"),
        ({"text": "No."}, "text", "comment_short"),
        ({"text": "x" * 2001}, "text", "comment_long"),
    ],
)
def test_a_comment_that_says_nothing_or_quotes_nothing_is_refused(
    draft: tuple[Thread, Commitment], given: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        say(*draft, **given)
    assert (refusal.value.field, refusal.value.code) == (field, code)


def test_nobody_comments_before_the_consultation_or_on_what_is_withdrawn(
    make: Callable[[Phase], Thread], draft: tuple[Thread, Commitment]
) -> None:
    thread, commitment = draft
    early: dict[str, Any] = {
        "actor": actor_of(make_account(thread.session), Role.CITIZEN),
        "stance": Stance.FOR,
    }
    with pytest.raises(NotAllowed, match="not_yet"):
        actions.comment(
            thread.session, cycle=thread.cycle, commitment=commitment, part="problem", passage="",
            text="Una observación temprana", now=thread.window(Phase.DRAFTING).opens_at, **early,
        )  # fmt: skip
    thread.withdraw(commitment, REASON)
    with pytest.raises(Conflict, match="commitment_settled"):
        say(thread, commitment)


def test_a_comment_is_taken_up_only_when_the_text_has_changed(draft: tuple[Thread, Commitment]) -> None:
    thread, commitment = draft
    made = say(thread, commitment)
    (early,) = reply(thread, made, outcome=CommentOutcome.TAKEN_UP)
    assert early.refusal is not None
    assert early.refusal.code == "change_first"
    assert made.outcome is None
    thread.save(commitment, problem=f"{PROBLEM} Responde la alcaldía.")
    (done,) = reply(thread, made, outcome=CommentOutcome.TAKEN_UP)
    assert (done.refusal, made.changed_in) == (None, commitment.version)
    assert queries.changed_by(thread.session, commitment.id) == {commitment.version: [made]}


def test_one_reason_answers_many_and_leaves_what_somebody_answered_meanwhile(
    draft: tuple[Thread, Commitment],
) -> None:
    thread, commitment = draft
    first, second, third = (say(thread, commitment) for _ in range(3))
    reply(thread, first, reason="Otra persona ya lo respondió así.")
    results = reply(thread, first, second, third)
    assert [result.refusal.code if result.refusal else None for result in results] == [
        "comment_answered",
        None,
        None,
    ]
    assert first.answer == "Otra persona ya lo respondió así."
    mine = select(OutboxLetter).where(OutboxLetter.key.startswith("comment:"))
    told = [letter.facts["reason"] for letter in thread.session.scalars(mine.order_by(OutboxLetter.id))]
    assert told == [first.answer, REASON, REASON]


def test_nobody_answers_their_own_comment_or_without_a_reason(draft: tuple[Thread, Commitment]) -> None:
    thread, commitment = draft
    member = thread.core[0]
    own = say(thread, commitment, actor_of(member, Role.CITIZEN))
    (result,) = reply(thread, own)
    assert result.refusal is not None
    assert result.refusal.code == "own_interest"
    with pytest.raises(Invalid, match="reason_short"):
        reply(thread, own, reason="No.")


def test_the_consultation_is_walked_in_the_browser(
    draft: tuple[Thread, Commitment], browser: Callable[..., Browser], session: Session
) -> None:
    thread, _commitment = draft
    citizen = browser(make_account(session))
    page = citizen.get(f"{PLACE}/compromisos/C-01/observaciones?parte=problem")
    refused = citizen.submit(
        page, passage="esto no está", stance="against", text="Falta decir quién responde."
    )
    assert refused.status == 422
    assert "Ese pasaje no está en esta parte del texto" in refused.words
    assert "Falta decir quién responde." in refused.body
    said = citizen.submit(refused, passage="Nadie responde.")
    assert "Su observación O-001 quedó publicada." in said.words
    member = browser(thread.core[0])
    desk = member.get(f"{PLACE}/mesa/observaciones")
    assert "Marque al menos una observación." in member.submit(desk, outcome="not_taken", reason=REASON).words
    sheet = member.get(f"{PLACE}/compromisos/C-01/editar")
    member.submit(sheet, problem=f"{PROBLEM} Responde la alcaldía.")
    look = member.submit(desk, outcome="taken_up", reason=REASON, chosen=["1"])
    assert "Se publicará 1 respuesta" in look.words
    assert session.get_one(Comment, 1).outcome is None
    done = member.submit(look, publish="1")
    assert "Se publicó 1 respuesta." in done.words
    reading = browser().get(f"{PLACE}/compromisos/C-01/versiones")
    assert "Cambió por estas observaciones: O-001" in reading.words
    assert "1 ya tiene respuesta" in browser().get(f"{PLACE}/consulta").words
    assert "O-001" in browser().get(f"{PLACE}/consulta/observaciones.csv").body


def test_a_visitor_reads_everything_and_is_asked_to_sign_in_to_comment(
    draft: tuple[Thread, Commitment], browser: Callable[..., Browser]
) -> None:
    thread, commitment = draft
    say(thread, commitment)
    thread.session.commit()
    page = browser().get(f"{PLACE}/compromisos/C-01/observaciones")
    assert "Falta decir quién responde." in page.words
    assert "Entrar para opinar" in page.words


def test_the_pages_of_the_consultation_take_the_same_statements_for_one_comment_and_for_many(
    draft: tuple[Thread, Commitment],
    browser: Callable[..., Browser],
    count_statements: Callable[..., Any],
) -> None:
    thread, commitment = draft
    member = browser(thread.core[0])
    paths = [f"{PLACE}/consulta", f"{PLACE}/compromisos/C-01/observaciones", f"{PLACE}/mesa/observaciones"]
    counts = []
    for number in (1, 12):
        for _ in range(number):
            say(thread, commitment)
        thread.session.commit()
        for path in paths:
            with count_statements() as counted:
                member.get(path)
            counts.append(len(counted))
    assert counts[:3] == counts[3:]


@given(some.lists(some.text("aeiou lmnprst", max_size=40), max_size=12))
def test_every_comment_is_in_one_group_and_equal_ones_are_together(texts: list[str]) -> None:
    groups = alike(texts)
    assert sorted(place for group in groups for place in group) == list(range(len(texts)))
    home = {place: number for number, group in enumerate(groups) for place in group}
    assert all(home[one] == home[other] for one in home for other in home if texts[one] == texts[other])


def test_comments_that_say_much_the_same_stand_together() -> None:
    assert alike(
        [
            "Falta decir quién responde por la obra",
            "Los plazos son muy largos",
            "No dice quién responde por la obra",
        ]
    ) == [[0, 2], [1]]
