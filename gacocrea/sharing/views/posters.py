"""Posters to print: for a wall, for a workshop."""

from io import BytesIO

from flask import Response, request, send_file
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.tongues import told
from gacocrea.forum.place import this_forum
from gacocrea.sharing.drawing.pictures import coloured
from gacocrea.sharing.drawing.posters import SIZES, Poster, to_poster
from gacocrea.sharing.shown import tiles, when_and_where
from gacocrea.sharing.things import CYCLE, Thing, course_named, named, open_now
from gacocrea.sharing.views.base import bp, speak
from gacocrea.web.application import now
from gacocrea.web.guards import for_anyone, needs
from gacocrea.web.reading import language

WORKSHOP = "taller"
"""The cycle again, with lines for where and when people meet."""


@bp.get("/<forum>/<cycle>/cartel/<name>.pdf")
@needs(Action.READ)
@for_anyone
def poster(name: str) -> Response:
    """Give the poster of a thing; `?hoja=a3` is for larger walls."""
    speak()
    thing = named(CYCLE if name == WORKSHOP else name)
    return _sent(thing, name, place="" if name == WORKSHOP else None)


@bp.get("/<forum>/cartel/<name>.pdf")
@needs(Action.READ)
@for_anyone
def forum_poster(name: str) -> Response:
    """Give the poster of a course or workshop, with its place and time."""
    speak()
    thing = course_named(name)
    when, place = when_and_where(thing.row)
    return _sent(thing, name, place=place, when=when)


def _sent(thing: Thing, name: str, *, place: str | None, when: str = "") -> Response:
    """Return a poster as a file; without a place (None) it has no lines for it, with an empty one they are blank."""
    size = next((one for one in SIZES if one == request.args.get("hoja", "a4")), None)
    if size is None:
        raise NotThere
    lines = [] if place is None else [(_("Lugar"), place), (_("Día y hora"), when)]
    content = to_poster(_poster(thing, lines), thing.code, size=size, language=language(), when=now())
    file = f"cartel-{this_forum().slug}-{name}-{size}.pdf"
    return send_file(BytesIO(content), mimetype="application/pdf", download_name=file)


def _poster(thing: Thing, lines: list[tuple[str, str]]) -> Poster:
    pillar, forum = thing.pillar, this_forum()
    return Poster(
        forum=forum.name,
        what=f"{thing.what}. {told(pillar, 'name')}" if pillar else thing.what,
        title=thing.title,
        about=thing.about,
        until=_until(thing.row) if isinstance(thing.row, Cycle) else "",
        invitation=_("Escanee el código con su teléfono o escriba:"),
        address=thing.spoken,
        colours=coloured(pillar.palette if pillar else ""),
        glyph=pillar.glyph if pillar else "",
        tiles=[] if pillar else tiles(),
        lines=lines,
        example=_("Datos de ejemplo") if forum.is_example else "",
    )


def _until(cycle: Cycle) -> str:
    """Return what is open now and until when."""
    return " ".join(f"{phase}. {last}" for phase, last in open_now(cycle))
