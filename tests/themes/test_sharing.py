"""The core group shares the desk: nobody writes an answer that somebody else is writing."""

from collections.abc import Callable
from typing import Any

import pytest

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.themes import actions, queries
from gacocrea.themes.models import DESK_NOTE_MAX
from tests.browser import Browser
from tests.factories import actor_of
from tests.support import NOON
from tests.themes.desk import Desk

MESA = "/ecuador/2026-2028/mesa/"
Open = Callable[..., Browser]


def test_what_one_member_took_another_cannot_take(desk: Desk) -> None:
    given: dict[str, Any] = {"cycle": desk.cycle, "proposal": desk.proposal(), "now": NOON}
    actions.take(desk.session, actor=desk.actor(desk.ana), **given)
    actions.take(desk.session, actor=desk.actor(desk.ana), **given)
    with pytest.raises(Conflict, match="desk_taken"):
        actions.take(desk.session, actor=desk.actor(desk.luis), **given)
    actions.give_back(desk.session, actor=desk.actor(desk.luis), **given)
    actions.take(desk.session, actor=desk.actor(desk.luis), **given)
    (duty,) = queries.duties_of(desk.session, [given["proposal"].id]).values()
    assert duty.by_id == desk.luis.id


def test_who_does_not_moderate_takes_and_notes_nothing(desk: Desk) -> None:
    given: dict[str, Any] = {"actor": actor_of(desk.ana), "cycle": desk.cycle, "proposal": desk.proposal(), "now": NOON}
    for act in (
        actions.take,
        actions.give_back,
        lambda session, **who: actions.note(session, text="x", **who),
    ):
        with pytest.raises(NotAllowed):
            act(desk.session, **given)


@pytest.mark.parametrize(("text", "code"), [(" \n", "note_empty"), ("a" * (DESK_NOTE_MAX + 1), "note_long")])
def test_a_note_says_something_and_not_too_much(desk: Desk, text: str, code: str) -> None:
    given: dict[str, Any] = {"cycle": desk.cycle, "proposal": desk.proposal(), "now": NOON}
    with pytest.raises(Invalid, match=code):
        actions.note(desk.session, actor=desk.actor(desk.ana), text=text, **given)


def test_a_member_takes_a_proposal_notes_and_finds_it_among_her_own(desk: Desk, browser: Open) -> None:
    desk.proposal("Primera obra del mercado")
    desk.proposal("Segunda obra del puerto")
    member = browser(desk.ana)
    taken = member.submit(member.get(MESA), "tomar")
    assert "La tomó" in taken.words
    noted = member.submit(taken, "nota", **{"nota-text": "Ya pregunté al municipio."})
    assert "Ya pregunté al municipio." in noted.words
    mine = member.get(f"{MESA}?mias=1")
    assert "Mías (1)" in mine.words
    assert [item.get_text() for item in mine.soup.select(".queue b")] == ["Primera obra del mercado"]
    assert "La tomó" in browser(desk.luis).get(MESA).words


def test_an_empty_note_is_refused_beside_its_field(desk: Desk, browser: Open) -> None:
    desk.proposal()
    member = browser(desk.ana)
    page = member.submit(member.get(MESA), "nota")
    assert page.status == 422
    assert page.soup.select_one("details[open] .error")


def test_the_public_page_of_a_proposal_shows_no_note(desk: Desk, browser: Open) -> None:
    proposal = desk.proposal()
    given: dict[str, Any] = {"actor": desk.actor(desk.ana), "cycle": desk.cycle, "proposal": proposal, "now": NOON}
    actions.note(desk.session, text="Solo para el grupo.", **given)
    desk.session.commit()
    assert "Solo para el grupo." not in browser().get("/ecuador/2026-2028/propuestas/P-0001").words
