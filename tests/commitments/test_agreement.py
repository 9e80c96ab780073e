"""The seats agree on the text of a commitment, and its page shows the decision."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.commitments import actions
from gacocrea.commitments.models import Commitment
from gacocrea.core.errors import Conflict
from gacocrea.forum.models import Motion
from tests.browser import Browser
from tests.support import NOON
from tests.thread import Thread
from tests.votes import carry

PAGE = "/ecuador/2026-2028/compromisos/C-01"


@pytest.fixture
def commitment(thread: Thread) -> Commitment:
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme)
    return thread.draft(theme)


def put(thread: Thread, commitment: Commitment) -> Motion:
    return actions.propose_agreement(
        thread.session, actor=thread.member(), cycle=thread.cycle, commitment=commitment,
        closes_at=NOON + timedelta(days=7), now=NOON,
    )  # fmt: skip


def test_a_version_is_agreed_once_and_a_later_one_anew(thread: Thread, commitment: Commitment) -> None:
    carry(thread.session, thread.forum, put(thread, commitment), NOON)
    with pytest.raises(Conflict, match="version_agreed"):
        put(thread, commitment)
    thread.save(commitment, problem="Nadie sabe cuánto cuesta la obra de su barrio.")
    assert put(thread, commitment).payload == {"version": 2}
    with pytest.raises(Conflict, match="motion_live"):
        put(thread, commitment)


def test_the_page_of_a_commitment_shows_what_was_agreed(
    thread: Thread, commitment: Commitment, browser: Callable[..., Browser]
) -> None:
    member = browser(thread.core[0])
    motion_page = member.submit(member.get(PAGE), f"{PAGE}/acuerdo")
    assert "El compromiso quedó a votación del grupo." in motion_page.words
    assert "La versión 1 está a votación: M-" in browser().get(PAGE).words
    motion = thread.session.scalars(select(Motion).where(Motion.kind == actions.AGREEMENT)).one()
    carry(thread.session, thread.forum, motion, NOON)
    thread.session.commit()
    assert "La versión 1 está acordada: D-" in browser().get(PAGE).words
    assert "Poner este texto a votación" not in member.get(PAGE).words
