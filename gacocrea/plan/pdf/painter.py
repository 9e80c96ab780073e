"""Paints drawings: JSON with SVG in, JSON with PNG (base64) out. A program of its own, as the typesetter is."""

from __future__ import annotations

import base64
import json
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from PIL import Image

_TEMPLATES = Path(__file__).parent / "typst"
_MEMORY = 6 * 2**30
_DOTS = 200.0  # in an inch
_TONES = 32  # a drawing has few colours: with no more of them its file is a third as large


def paint(text: str) -> list[bytes]:
    """Return the drawings of JSON as pictures, in their order."""
    inputs = {"data": text}
    pages: Any = typst.compile(
        _TEMPLATES / "drawings.typ",
        root=_TEMPLATES,
        sys_inputs=inputs,
        format="png",
        ppi=_DOTS,
        ignore_system_fonts=True,
    )
    return [_small(page) for page in ([pages] if isinstance(pages, bytes) else list(pages or ()))]


def _small(picture: bytes) -> bytes:
    packed = BytesIO()
    with Image.open(BytesIO(picture)) as drawn:
        flat = drawn.convert("RGB").quantize(
            _TONES, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    flat.save(packed, "PNG", dpi=(_DOTS, _DOTS))
    return packed.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    made = paint(sys.stdin.buffer.read().decode())
    print(json.dumps([base64.b64encode(picture).decode() for picture in made]))
