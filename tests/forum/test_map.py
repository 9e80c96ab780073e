"""The map of a forum: a GeoJSON file read strictly, drawn small, and matched with the territories by name."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Role
from gacocrea.forum.models import Forum
from gacocrea.forum.models.shapes import TerritoryMap
from gacocrea.forum.rules.shapes import Map, draw_map, matched, names_of, read_features
from tests.browser import Browser
from tests.factories import make_account, make_forum, make_member

Open = Callable[..., Browser]
SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def geo(*rings: Any, kind: str = "Polygon", **properties: Any) -> bytes:
    """Return a file with one territory for each list of rings."""
    features = [
        {
            "type": "Feature",
            "properties": properties or {"nombre": f"T{i}"},
            "geometry": {"type": kind, "coordinates": ring},
        }
        for i, ring in enumerate(rings)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read_features(content)
    return caught.value.code


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b'{"type": "FeatureCollection", "features": []}', b"[" * 100_000, b"NaN",
        geo([[1, 2]], kind="Point"), geo([[[0, 0], [1, "a"], [1, 1], [0, 0]]]), geo([]),
        geo([SQUARE], kind="MultiPolygon"),
        geo([[[0, 0], [True, 0], [2, 2], [0, 0]]]), geo([[[0, 0], [float("nan"), 0], [2, 2], [0, 0]]]),
    ],
)  # fmt: skip
def test_what_is_no_map_of_polygons_is_refused(content: bytes) -> None:
    assert refused(content) == "shapes_kind"


def test_a_ring_must_be_closed_and_hold_something() -> None:
    assert refused(geo([[[0, 0], [2, 0], [2, 2], [0, 2]]])) == "shapes_ring"
    assert refused(geo([[[0, 0], [1, 1], [2, 2], [0, 0]]])) == "shapes_ring"


def test_coordinates_are_degrees_on_one_side_of_the_date_line() -> None:
    assert refused(geo([[[10**400, 0], [2, 0], [2, 2], [10**400, 0]]])) == "shapes_degrees"
    assert refused(geo([SQUARE]).replace(b"[2, 0]", b"[1e999, 0]")) == "shapes_degrees"
    assert refused(geo([[[500000, 0], [500002, 0], [500002, 2], [500000, 0]]])) == "shapes_degrees"
    assert refused(geo([[[179, 0], [-179, 0], [-179, 2], [179, 0]]])) == "shapes_date_line"
    west, east = [[[x - d, y] for x, y in SQUARE] for d in (180, -170)]
    assert refused(geo([west], [east])) == "shapes_date_line"


def test_the_name_is_the_property_that_names_most_territories() -> None:
    features = read_features(geo([SQUARE], code="07", label="PICHINCHA"))
    assert names_of(features, "", ["Pichincha"]) == ["PICHINCHA"]
    assert names_of(features, "code", ["Pichincha"]) == ["07"]
    for wanted, known in (("nombre", "Pichincha"), ("", "Loja")):
        with pytest.raises(Invalid) as caught:
            names_of(features, wanted, [known])
        assert caught.value.facts["known"] == "code, label"


def test_names_match_whatever_their_accents() -> None:
    match = matched(["CANAR", "Mar"], ["Cañar", "Loja"])
    assert (match.territories, match.shapes_alone, match.territories_alone) == (
        {"CANAR": "Cañar"},
        ["Mar"],
        ["Loja"],
    )


@given(st.lists(st.floats(0.05, 0.95), min_size=3, max_size=60), st.integers(2, 4))
def test_neighbours_share_their_border_after_it_is_made_simple(bends: list[float], tall: int) -> None:
    border = [(1 + 0.8 * (bend - 0.5), tall * (i + 1) / (len(bends) + 1)) for i, bend in enumerate(bends)]
    border = [(1, 0), *border, (1, tall)]
    west = [(0, 0), *border, (0, tall), (0, 0)]
    east = [(2, 0), (2, tall), *reversed(border), (2, 0)]
    made = draw_map(read_features(geo([west], [east])), ["W", "E"])
    rings = [place.rings[0] for place in made.places]
    xs = [x for ring in rings for x, _y in ring]
    inner = [{(x, y) for x, y in ring if min(xs) < x < max(xs)} for ring in rings]
    assert inner[0] == inner[1]
    assert all(0 <= x <= made.width and 0 <= y <= made.height for ring in rings for x, y in ring)


def test_a_map_is_stored_small_and_read_as_it_was() -> None:
    wave = [[i / 5000, (i * 7919 % 1000) / 100000] for i in range(20_000)]
    made = draw_map(read_features(geo([[*wave, [4, 3], [0, 3], wave[0]]])), ["A"])
    assert sum(len(ring) for place in made.places for ring in place.rings) <= 3_600
    assert Map.read(json.loads(json.dumps(made.stored()))) == made


def test_a_territory_too_small_for_the_map_is_still_a_spot() -> None:
    islet = [[10, 10], [10.0001, 10], [10.0001, 10.0001], [10, 10]]
    made = draw_map(read_features(geo([SQUARE], [islet])), ["A", "B"])
    assert len(made.places[1].rings[0]) == 4


@pytest.fixture
def office(session: Session, browser: Open) -> tuple[Forum, Browser]:
    """A forum with two provinces, and its secretariat's browser."""
    forum = make_forum(session, territories=["Azuay", "Loja"])
    return forum, browser(make_member(session, forum, Role.SECRETARIAT))


def send(person: Browser, content: bytes, **given: str) -> Any:
    address = "/ecuador/secretaria/mapa"
    form = person.get(address).form("mapa") | {"file": (io.BytesIO(content), "mapa.geojson"), "source": "IGM"}
    return person.post(address, form | given, content_type="multipart/form-data")


def test_the_secretariat_sees_the_map_and_what_did_not_match(office: tuple[Forum, Browser]) -> None:
    _forum, person = office
    assert "El mapa quedó guardado" in send(person, geo([SQUARE], nombre="AZUAY")).words
    page = person.get("/ecuador/secretaria/mapa")
    assert "Territorios del foro que no están en el mapa Loja." in page.words
    assert page.soup.select_one("figure.chart svg") is not None


def test_a_map_that_is_none_is_refused_with_one_clear_sentence(office: tuple[Forum, Browser]) -> None:
    page = send(office[1], b"{}")
    assert (page.status, "Ese archivo no es un mapa de territorios" in page.words) == (422, True)


def test_a_map_can_be_taken_away(office: tuple[Forum, Browser], session: Session) -> None:
    forum, person = office
    send(person, geo([SQUARE], nombre="AZUAY"))
    page = person.get("/ecuador/secretaria/mapa")
    assert "El mapa se quitó" in person.post(page.action("quitar"), page.form("quitar")).words
    assert session.get(TerritoryMap, forum.id) is None


def test_a_citizen_gives_no_map(session: Session, browser: Open) -> None:
    make_forum(session)
    person = make_account(session)
    session.commit()
    assert browser(person).get("/ecuador/secretaria/mapa").status == 404
