"""A forum has colours of its own; the pillars that wear one follow it, and no two ever look the same to everybody."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from gacocrea.core.colour import Sight
from gacocrea.core.errors import Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor, Role
from gacocrea.cycle.actions import keep_colours
from gacocrea.cycle.models import OwnColour, Pillar
from gacocrea.cycle.queries import own_colours
from gacocrea.cycle.rules import ColourPlan, PillarPlan, check_colours, check_rules, confused
from tests.cycle.plans import PILLARS, make_plan
from tests.factories import make_cycle, make_forum, make_member
from tests.support import NOON

SECRETARY = Actor(name="Secretaría", roles=frozenset({Role.SECRETARIAT}))
BLUE, WINE, TURQUOISE, VIOLET = "005eb8", "8a1538", "00a19b", "9a4fd0"
PAGE = "/ecuador/secretaria/colores"


def keep(session, forum, *colours):
    return keep_colours(session, actor=SECRETARY, forum=forum, colours=colours, now=NOON)


@pytest.fixture
def forum(session):
    return make_forum(session)


def test_who_confuses_two_colours_is_told_with_their_names():
    (pair,) = confused([("Azul", BLUE), ("Turquesa", TURQUOISE), ("Guinda", WINE)])
    assert (pair.one, pair.other, pair.sight) == ("Azul", "Turquesa", Sight.TRITAN)


@pytest.mark.parametrize(
    ("colours", "code"),
    [
        ([ColourPlan("", BLUE)], "colour_unnamed"),
        ([ColourPlan("Azul", "azul")], "colour_typed"),
        ([ColourPlan("Azul", BLUE), ColourPlan("Marino", "005fb9")], "palettes_alike"),
        ([ColourPlan("Azul", BLUE), ColourPlan("Otro", BLUE)], "palettes_alike"),
        ([ColourPlan(f"Color {n}", f"{n}{n}00ff") for n in range(7)], "colours_many"),
    ],
)
def test_colours_without_a_name_that_are_none_or_look_the_same_are_refused(colours, code):
    with pytest.raises(Invalid, match=code):
        check_colours(colours)


def test_two_that_only_some_confuse_may_stand():
    check_colours([ColourPlan("Azul", BLUE), ColourPlan("Turquesa", TURQUOISE)])


def test_a_cycle_does_not_give_two_pillars_what_everybody_sees_as_one_colour():
    plan = make_plan(pillars=(*PILLARS, PillarPlan("otro", "Otro", "", "1b4688", "ring")))
    assert [(one.field, one.code) for one in check_rules(plan)] == [("pillars-3-palette", "palettes_alike")]
    unknown = make_plan(pillars=(PillarPlan("otro", "Otro", "", "azul", "ring"),))
    assert [one.code for one in check_rules(unknown)] == ["palette_unknown"]


def test_pillars_follow_the_colour_that_they_wear_also_when_two_change_places(session, forum):
    cycle = make_cycle(session, forum)
    keep(session, forum, ColourPlan("Uno", BLUE), ColourPlan("Dos", WINE))
    cycle.pillars[0].palette, cycle.pillars[1].palette = BLUE, WINE
    session.commit()
    keep(session, forum, ColourPlan("Uno", WINE, was=BLUE), ColourPlan("Dos", BLUE, was=WINE))
    session.commit()
    assert [pillar.palette for pillar in cycle.pillars] == [WINE, BLUE, "ochre", "green"]
    keep(session, forum, ColourPlan("Uno", VIOLET, was=WINE))
    assert [pillar.palette for pillar in cycle.pillars][:2] == [VIOLET, BLUE]
    assert [(one.name, one.base) for one in own_colours(session, forum.id)] == [("Uno", VIOLET)]


def test_a_colour_does_not_become_that_of_another_pillar(session, forum):
    cycle = make_cycle(session, forum)
    keep(session, forum, ColourPlan("Uno", BLUE))
    cycle.pillars[0].palette = BLUE
    session.commit()
    with pytest.raises(Invalid, match="pillars_alike") as refused:
        keep(session, forum, ColourPlan("Uno", "b8381c", was=BLUE))
    assert refused.value.facts["other"] == "Integridad y rendición de cuentas"


def test_colours_are_the_secretariats_and_go_on_the_record(session, forum):
    with pytest.raises(NotAllowed):
        keep_colours(session, actor=Actor(), forum=forum, colours=[], now=NOON)
    keep(session, forum, ColourPlan("Uno", BLUE))
    entry = session.scalar(select(RecordEntry).where(RecordEntry.verb == "forum.coloured"))
    assert entry.facts["colours"] == {"Uno": "#005eb8"}


@pytest.mark.both_engines
@pytest.mark.parametrize("palette", ["azul", "1B4687", "1b468", "12x456", ""])
def test_no_pillar_can_be_stored_with_a_colour_that_is_none(session, forum, palette):
    make_cycle(session, forum)
    with pytest.raises(IntegrityError):
        session.execute(update(Pillar).where(Pillar.glyph == "eye").values(palette=palette))
    session.rollback()
    session.execute(update(Pillar).where(Pillar.glyph == "eye").values(palette="00f0a0"))
    session.add(OwnColour(forum_id=forum.id, position=7, name="Séptimo", base=BLUE))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_page_shows_what_becomes_of_a_colour_before_and_after_it_is_kept(session, forum, browser):
    make_cycle(session, forum)
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    typed = {"colours-0-name": "Azul del foro", "colours-0-base": "#005EB8"}
    looked = secretary.submit(secretary.get(PAGE), "colores", look="1", **typed)
    assert "#6EAEFF" in looked.words
    assert own_colours(session, forum.id) == []
    kept = secretary.submit(secretary.get(PAGE), "colores", **typed)
    assert "quedaron guardados" in kept.words
    wrong = secretary.submit(kept, "colores", **{"colours-0-base": "azulito"})
    assert (wrong.status, "seis cifras" in wrong.words) == (422, True)
    assert "Azul del foro" in secretary.get("/ecuador/secretaria/ciclo").words


def test_only_pages_with_colours_of_their_own_ask_for_a_sheet_more(session, forum, browser):
    cycle = make_cycle(session, forum)
    assert "colores-" not in browser().get("/ecuador/2026-2028/").body
    cycle.pillars[0].palette = BLUE
    session.commit()
    page = browser().get("/ecuador/2026-2028/")
    (sheet,) = page.soup.select('link[href*="colores-"]')
    served = browser().get(sheet["href"])
    assert served.response.cache_control.immutable
    assert re.search(r"\.p-005eb8\{--p:light-dark\(#005EB8,#6EAEFF\)", served.body)
    assert "prefers-contrast:more" in served.body
    assert browser().get(sheet["href"].replace("005eb8", "azul")).status == 404
