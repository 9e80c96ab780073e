"""A forum is dressed by its secretariat: name, sentence and logo, each measured before it stands on every page."""

import io

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from gacocrea.core.colour.drawing import on_plate, shares_seen
from gacocrea.core.errors import Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor, Role
from gacocrea.forum.actions import LookPlan, keep_look
from gacocrea.forum.models import LOGO_HIGH, LOGO_WIDE, PublicFile
from gacocrea.forum.rules import LogoFacts, Remark, logo_size, remarks_on_logo, remarks_on_words
from tests.factories import make_forum, make_member
from tests.support import NOON

SECRETARY = Actor(name="Secretaría", roles=frozenset({Role.SECRETARIAT}))
NIGHT, DAY = (20, 20, 60), (250, 240, 220)
PAGE = "/ecuador/secretaria/apariencia"


def logo(colour=NIGHT, size=(300, 100), margin=20) -> bytes:
    drawn, out = Image.new("RGBA", size), io.BytesIO()
    box = (margin, margin, size[0] - margin - 1, size[1] - margin - 1)
    ImageDraw.Draw(drawn).ellipse(box, fill=(*colour, 255))
    drawn.save(out, "PNG")
    return out.getvalue()


def drawing(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGBA")


@pytest.fixture
def forum(session):
    return make_forum(session)


def dress(session, forum, **given):
    return keep_look(session, actor=SECRETARY, forum=forum, look=LookPlan(forum.name, **given), now=NOON)


def test_a_dark_drawing_is_lost_on_dark_paper_and_found_again_on_a_plate():
    light, dark = shares_seen(drawing(logo()))
    assert (light, dark) == (1, 0)
    assert shares_seen(on_plate(drawing(logo())))[1] > 0.5
    assert shares_seen(drawing(logo(DAY)))[0] == 0


def test_a_drawing_with_its_own_ground_is_seen_everywhere():
    assert shares_seen(Image.new("RGBA", (90, 60), "white")) == (1, 1)


@pytest.mark.parametrize(
    ("size", "shown"), [((300, 100), (120, 40)), ((720, 90), (176, 22)), ((60, 120), (20, 40))]
)
def test_a_logo_is_shown_whole_and_leaves_room_for_the_way_in(size, shown):
    assert logo_size(*size) == shown
    assert shown[0] <= LOGO_WIDE
    assert shown[1] <= LOGO_HIGH


@pytest.mark.parametrize("size", [(100, 210), (900, 100)])
def test_a_logo_that_is_a_stripe_is_refused(size):
    with pytest.raises(Invalid, match="logo_shape"):
        logo_size(*size)


def test_what_only_just_fits_is_said_and_never_refused():
    assert remarks_on_words("Foro Abierto", "Una frase corta. Y otra.") == []
    long = "Foro Multiactor de Gobierno Abierto y Transparencia del Estado Libre"
    assert remarks_on_words(long, " ".join(["palabra"] * 26)) == [Remark.NAME_LONG, Remark.LEAD_LONG]
    assert remarks_on_words("Interinstitucionalidad", "") == [Remark.WORD_LONG]
    seen = LogoFacts(8, 0.2, 0.3)
    assert remarks_on_logo(seen, None) == [Remark.LOGO_THIN, Remark.UNSEEN_LIGHT, Remark.UNSEEN_DARK]
    assert remarks_on_logo(LogoFacts(3, 1, 0), LogoFacts(3, 0, 1)) == []


def test_a_logo_is_made_anew_without_its_empty_margin_and_written_on_the_record(session, forum):
    look = dress(session, forum, logo=logo())
    kept = session.get(PublicFile, look.logo_id)
    with Image.open(io.BytesIO(kept.content)) as opened:
        assert (opened.format, opened.size) == ("PNG", (260, 60))
    entry = session.scalar(select(RecordEntry).where(RecordEntry.verb == "forum.dressed"))
    assert entry.facts["logo"] == kept.sha256


def test_a_new_logo_takes_the_place_of_both_and_nothing_old_stays(session, forum):
    dress(session, forum, logo=logo(), plate=True)
    look = dress(session, forum, logo=logo(DAY))
    assert look.dark_logo_id is None
    assert [one.id for one in session.scalars(select(PublicFile))] == [look.logo_id]
    dress(session, forum, without_logo=True)
    assert list(session.scalars(select(PublicFile))) == []


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"logo": b"nada"}, "logo", "file_kind"),
        ({"logo": logo(size=(90, 50), margin=0)}, "logo", "logo_small"),
        ({"dark_logo": logo(DAY)}, "dark_logo", "dark_logo_alone"),
        ({"logo": logo(), "dark_logo": logo(DAY, (200, 200))}, "dark_logo", "logo_shapes"),
        ({"lead": "x" * 241}, "lead", "lead_long"),
    ],
)
def test_what_cannot_stand_in_a_head_is_refused_beside_its_field(session, forum, given, field, code):
    with pytest.raises(Invalid, match=code) as refused:
        dress(session, forum, **given)
    assert refused.value.field == field


def test_nobody_but_the_secretariat_dresses_a_forum(session, forum):
    with pytest.raises(NotAllowed):
        keep_look(session, actor=Actor(), forum=forum, look=LookPlan("Otro"), now=NOON)


def test_the_page_says_what_it_sees_and_everyone_gets_the_logo(session, forum, browser):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get(PAGE)
    sent = {**page.form("apariencia"), "logo": (io.BytesIO(logo()), "logo.png"), "lead": "Aquí se acuerda."}
    page = secretary.post(PAGE, sent, content_type="multipart/form-data")
    assert "Sobre papel oscuro casi no se ve" in page.words
    home = browser().get("/ecuador/")
    picture = home.soup.select_one(".mast img")
    assert (picture["alt"], picture["height"]) == (forum.name, "40")
    assert "Aquí se acuerda." in home.soup.select_one("footer").get_text()
    served = browser().get(picture["src"])
    assert served.response.mimetype == "image/png"
    secretary.submit(secretary.get(PAGE), "apariencia", plate="y")
    light, dark = browser().get("/ecuador/").soup.select(".mast source, .mast img")
    assert light["srcset"] != dark["src"]
