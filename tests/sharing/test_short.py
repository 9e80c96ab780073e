"""Short addresses: what one says on the telephone leads to the page, today and after a renaming."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.terms import Phase
from gacocrea.proposals.models import ProposalStatus
from gacocrea.sharing.rules import IN_CYCLE, Short, read_short
from tests.factories import make_cycle, make_forum
from tests.thread import make_proposal


@given(st.integers(1, 999_999_999), st.sampled_from(sorted(IN_CYCLE)), st.integers(1, 999_999_999))
def test_an_address_is_read_as_it_was_written(place: int, kind: str, number: int) -> None:
    short = Short(is_forum=False, place=place, kind=kind, number=number)
    assert read_short(*short.path.split("/")[2:]) == short


@pytest.mark.parametrize("typed", ["p12", "P12", "P-0012", "p 12", "P.12", " p-12 "])
def test_however_it_was_typed_it_is_the_same(typed: str) -> None:
    assert read_short("3", typed) == Short(is_forum=False, place=3, kind="P", number=12)


@pytest.mark.parametrize(
    ("place", "thing"),
    [
        ("", ""),
        ("x", ""),
        ("0", ""),
        ("3", "x1"),
        ("3", "p0"),
        ("3", "a1"),
        ("f3", "p1"),
        ("٣", ""),
        ("3", "p1/2"),
    ],
)
def test_what_is_no_address_is_none(place: str, thing: str) -> None:
    assert read_short(place, thing) is None


def follow(browser: Any, path: str) -> tuple[int, str]:
    answer = browser().client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def test_each_thing_of_a_cycle_is_one_short_address_away(thread: Any, browser: Any) -> None:
    thread.theme()
    thread.session.commit()
    here, short = f"/ecuador/{thread.cycle.slug}", f"/e/{thread.cycle.id}"
    assert follow(browser, short) == (302, f"{here}/")
    assert follow(browser, f"{short}/p1") == (302, f"{here}/propuestas/P-0001")
    assert follow(browser, f"{short.upper()}/P1") == (302, f"{here}/propuestas/P-0001")
    assert follow(browser, f"{short}/t1/") == (302, f"{here}/temas/T-001")
    assert follow(browser, f"{short}/v2") == (302, f"{here}/resultados/integridad")
    assert follow(browser, f"/e/f{thread.forum.id}") == (302, "/ecuador/")


def test_two_forums_never_share_a_short_address(thread: Any, browser: Any, session: Any) -> None:
    other = make_cycle(session, make_forum(session, "mexico", name="Foro de México"))
    make_proposal(session, thread.cycle)
    make_proposal(session, other)
    targets = {follow(browser, f"/e/{cycle.id}/p1")[1] for cycle in (thread.cycle, other)}
    assert len(targets) == 2


def test_a_renamed_forum_keeps_its_short_addresses(thread: Any, browser: Any) -> None:
    make_proposal(thread.session, thread.cycle)
    thread.forum.slug, thread.cycle.slug = "otro-nombre", "otro-ciclo"
    thread.session.commit()
    assert follow(browser, f"/e/{thread.cycle.id}/p1")[1] == "/otro-nombre/otro-ciclo/propuestas/P-0001"


def test_what_is_not_there_or_not_public_is_not_found(thread: Any, browser: Any, session: Any) -> None:
    draft = make_cycle(session, thread.forum, slug="borrador", published_at=None)
    for path in (
        f"/e/{draft.id}",
        f"/e/{draft.id}/p1",
        f"/e/{thread.cycle.id}/p77",
        "/e/999",
        "/e/f999",
        "/e/nada",
    ):
        assert follow(browser, path)[0] == 404, path


def test_a_page_shows_its_short_address_and_ways_to_hand_it_on(make: Any, browser: Any) -> None:
    thread = make(Phase.PROPOSALS)
    make_proposal(thread.session, thread.cycle, "Letrero & costo <b>")
    page = browser().get(f"/ecuador/{thread.cycle.slug}/propuestas/P-0001")
    field = page.soup.select_one("#corta")
    assert field is not None
    assert str(field["value"]).endswith(f"/e/{thread.cycle.id}/p1")
    assert field.has_attr("readonly")
    links = [
        link
        for link in page.links()
        if link.startswith(("https://wa.me/?text=Letrero", "mailto:?subject=Letrero"))
    ]
    assert len(links) == 2
    outside = {
        link.split("/")[2] for link in page.links() if link.startswith("http") and "127.0.0.1" not in link
    }
    assert outside <= {"wa.me", "localhost"}


@pytest.mark.parametrize("status", [ProposalStatus.WITHDRAWN, ProposalStatus.HIDDEN])
def test_what_was_taken_back_or_hidden_is_not_handed_on(
    make: Any, browser: Any, status: ProposalStatus
) -> None:
    thread = make(Phase.PROPOSALS)
    hidden = {"hidden_at": thread.window(Phase.PROPOSALS).opens_at, "hidden_from": "submitted"}
    made = make_proposal(
        thread.session, thread.cycle, "Palabras que ya nadie lee", status=status,
        **(hidden if status is ProposalStatus.HIDDEN else {}),
    )  # fmt: skip
    here = f"/ecuador/{thread.cycle.slug}"
    page = browser().get(f"{here}/propuestas/P-0001")
    assert page.status == 200
    assert not page.soup.select('meta[property^="og:"], #corta')
    assert browser().get(f"{here}/imagen/P-0001.png").status == 404
    assert browser().get(f"{here}/cartel/P-0001.pdf").status == 404
    assert made.title not in str(page.soup.head) or status is ProposalStatus.WITHDRAWN
