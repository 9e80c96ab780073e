"""One of the example forums wears colours, a logo and a sentence of its own."""

import io
from datetime import datetime
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from gacocrea.core.terms import Role
from gacocrea.cycle.actions import keep_colours
from gacocrea.cycle.rules import ColourPlan
from gacocrea.forum.actions import LookPlan, keep_look
from gacocrea.home.demo.load import Row
from gacocrea.home.demo.scene import Scene, with_role

SIZE = (640, 200)
INK = "#2B1B2E"


def dress(scene: Scene, row: Row, now: datetime) -> None:
    """Let the secretariat of a forum dress it, if it has set its mind on something."""
    look = row.get("look")
    if not look:
        return
    forum, actor = scene.forums[row["slug"]], scene.actor(with_role(row["slug"], Role.SECRETARIAT))
    colours = [ColourPlan(**one) for one in look["colours"]]
    keep_colours(scene.session, actor=actor, forum=forum, colours=colours, now=now)
    drawn = LookPlan(forum.name, look["lead"], _logo(look, INK), _logo(look, "#F4EBDD"))
    keep_look(scene.session, actor=actor, forum=forum, look=drawn, now=now)


def _logo(look: Row, ink: str) -> bytes:
    """Draw a wreath in the colours of the forum, with its two words."""
    drawn, out = Image.new("RGBA", SIZE), io.BytesIO()
    brush, bases = ImageDraw.Draw(drawn), [one["base"] for one in look["colours"]]
    for place in range(8):
        x, y = (100 + 66 * turn(place * pi / 4) for turn in (sin, cos))
        brush.ellipse((x - 25, y - 25, x + 25, y + 25), fill=f"#{bases[place % len(bases)]}")
    for line, word in enumerate(look["words"]):
        brush.text((215, 12 + 88 * line), word, font=ImageFont.load_default(84), fill=ink)
    drawn.save(out, "PNG")
    return out.getvalue()
