"""Who passes the gate of each address is written down, and what belongs elsewhere looks like what does not exist."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.terms import Phase, Role
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.factories import make_cycle, make_forum, make_member
from tests.house.matrix import LISTED, REFRESH, Door, World, doors, listing, make_world, text
from tests.thread import Thread

Browsers = Callable[..., Browser]
OBJECTS = {"ref", "number", "code", "id"}


@pytest.fixture
def world(app: Gacocrea) -> Iterator[World]:
    app.config["WTF_CSRF_ENABLED"] = False
    yield make_world(app)
    app.config["WTF_CSRF_ENABLED"] = True


def listed(marks: tuple[str, ...]) -> list[str]:
    lines = LISTED.read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(marks)]


@pytest.mark.slow
def test_everybody_passes_the_gates_that_are_written_down_and_no_other(world: World) -> None:
    now, kept = text(listing(world)).splitlines(), LISTED.read_text("utf-8").splitlines()
    gone, new = [line for line in kept if line not in now], [line for line in now if line not in kept]
    assert (gone, new) == ([], []), f"if every line is meant: {REFRESH}"


def test_every_route_is_in_the_matrix(world: World) -> None:
    there = {" ".join(line.split("  ")[:2]) for line in listed(("GET ", "POST "))}
    assert {f"{door.method} {door.rule} [{door.law}]" for door in doors(world)} ^ there == set()


def test_both_parts_of_the_matrix_say_the_same() -> None:
    kinds = {
        line.split("  ")[0]: line.split("  ")[1:]
        for line in LISTED.read_text("utf-8").splitlines()
        if " in the " in line.split("  ")[0]
    }
    voting = list(Phase).index(Phase.VOTING)
    said = {
        kind: [
            sign if len(sign) == 1 else sign[voting if len(sign) > 3 else 1]
            for sign in (cell.split(" ")[-1] for cell in cells)
        ]
        for kind, cells in kinds.items()
    }
    different = []
    for line in listed(("GET ", "POST ")):
        head, law, *cells = line.split("  ")
        inside = "cycle" if "<cycle>" in head else "forum" if "<forum>" in head else "site"
        if [cell.split(" ")[-1] for cell in cells] != said[f"{law.strip('[]')} in the {inside}"]:
            different.append(line)
    assert different == []


def test_a_stranger_passes_no_gate_but_those_of_reading_and_of_signing_in() -> None:
    laws = {line.split("  ")[1] for line in listed(("GET ", "POST ")) if "  visitor ." in line}
    assert laws <= {"[read]", "[sign_in]"}


def test_an_official_of_another_forum_is_a_citizen_here() -> None:
    cells = [dict(cell.rsplit(" ", 1) for cell in line.split("  ")[2:]) for line in listed(("GET ", "POST "))]
    here = [
        (line, row) for line, row in zip(listed(("GET ", "POST ")), cells, strict=True) if "<forum>" in line
    ]
    assert [line for line, row in here if row["elsewhere"] != row["citizen"]] == []


def test_without_the_second_factor_an_official_does_nothing_for_others() -> None:
    lines = listed(("GET ", "POST "))
    rows = [(line, dict(cell.rsplit(" ", 1) for cell in line.split("  ")[2:])) for line in lines]
    assert [line for line, row in rows if row["no factor"] == "." and row["citizen"] != "."] == []


@pytest.fixture
def two_places(
    app: Gacocrea, session: Session, make: Callable[[Phase], Thread]
) -> tuple[Thread, list[Browser]]:
    """A full forum, and the officials of another that has a cycle with nothing in it."""
    thread = make(Phase.DRAFTING)
    themes = [thread.theme(), thread.theme(pillar=1)]
    thread.elect(*themes)
    thread.draft(themes[0], brief="Cada obra con su página.")
    other = make_forum(session, "mexico", name="Foro de México")
    make_cycle(session, other, phase=Phase.DRAFTING)
    officials = [make_member(session, other, role) for role in (Role.CORE_GROUP, Role.SECRETARIAT)]
    return thread, [Browser(app, account) for account in officials]


def asked(app: Gacocrea, door: Door, number: int) -> str:
    """Return the address of a thing of that number, in the other forum."""
    parts = re.findall(r"<(?:int:)?(\w+)>", door.rule)
    codes = {"ref": f"P-{number:04}", "code": f"R-{number:02}", "pillar": "integridad", "kind": "json"}
    if "compromisos" in door.rule or "avance" in door.rule:
        codes["ref"] = f"C-{number:02}"
    if "/temas" in door.rule:
        codes["ref"] = f"T-{number:03}"
    if "mociones" in door.rule:
        codes["code"] = f"M-{number:02}"
    place = {"forum": "mexico", "cycle": "2026-2028"} | codes
    path = door.rule
    for part in parts:
        path = re.sub(rf"<(?:int:)?{part}>", place.get(part, str(number)), path)
    return path


def seen(body: str) -> str:
    """Return what a person reads of a page, but for numbers: those of the address are repeated on it."""
    main = re.search(r"<main.*</main>", body, re.DOTALL)
    return re.sub(r"<[^>]*>|[A-Z]-\d+|\d+|\s+", "", main.group() if main else "")


@pytest.mark.slow
def test_what_belongs_to_another_forum_is_the_same_as_what_does_not_exist(
    app: Gacocrea, two_places: tuple[Thread, list[Browser]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    thread, officials = two_places
    single = [
        door
        for door in doors(World(app, thread, {}))
        if "<forum>" in door.rule
        and any(
            part.split(":")[-1] in OBJECTS or part.endswith("_id")
            for part in re.findall(r"<([^>]+)>", door.rule)
        )
    ]
    assert len(single) > 40
    different = []
    for door, browser in chain.from_iterable(((door, one) for one in officials) for door in single):
        answers = []
        for number in (1, 987654):  # there in the other place; nowhere
            answer = browser.client.open(asked(app, door, number), method=door.method)
            answers.append((answer.status_code, seen(answer.get_data(as_text=True))))
        if answers[0] != answers[1]:
            different.append((door.method, asked(app, door, 1), answers))
    assert different == []
