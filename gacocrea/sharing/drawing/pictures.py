"""The pictures that go with links, drawn by Typst from data alone and kept in memory for whoever asks next."""

from __future__ import annotations

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from PIL import Image

from gacocrea.core.colour.palettes import Palette, palette_of
from gacocrea.core.text import excerpt
from gacocrea.plan.paper.literal import breakable, one_line

WIDTH, HEIGHT = 1200, 630
KEPT = 256
"""Pictures kept by each process; together they weigh about 8 MB."""
MOST = 200
"""Characters of a text that are tried: no title of the house is longer."""
_HOUSE = Path(__file__).parents[2]
_TEMPLATE = Path(__file__).with_name("picture.typ")
_DOTS = 72.0  # in an inch: one point is one dot
_SHADES = 64
_hand = Lock()  # one picture at a time, whoever asks: the others wait for less than a tenth of a second


def coloured(palette: str) -> dict[str, str]:
    """Return the light colours of a palette as the templates take them; of no palette, those of the house."""
    found: Palette = palette_of(palette)
    return {"strand": found.strand.light, "field": found.field.light, "on": found.on}


def order_of(**said: Any) -> str:
    """Return everything that a picture shows as one text: what is asked for twice is drawn once."""
    blank: dict[str, Any] = {
        "tiles": [],
        "knots": [],
        "bars": [],
        "state": "",
        "until": "",
        "glyph": "",
        "colours": {},
    }
    return json.dumps(printable(blank | said), ensure_ascii=False, sort_keys=True)


def printable(value: Any) -> Any:
    """Return data as a template takes it: every text one line that can be printed and broken, none endless."""
    if isinstance(value, str):
        return breakable(excerpt(one_line(value), MOST))
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=KEPT)
def draw(order: str) -> bytes:
    """Return a picture as PNG, from what `order_of` wrote. About 0.1 s the first time."""
    with _hand:
        drawn = typst.compile(_TEMPLATE, root=_HOUSE, sys_inputs={"data": order}, format="png", ppi=_DOTS)
    if not isinstance(drawn, bytes):
        raise TypeError("one page was expected")
    return _light(drawn)


def _light(picture: bytes) -> bytes:
    """Return the picture with as many shades as its few colours need: a third of the weight."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(_SHADES, dither=Image.Dither.NONE)
    light = BytesIO()
    few.save(light, "PNG", optimize=True)
    return light.getvalue()
