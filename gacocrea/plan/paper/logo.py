"""The forum's logo on the cover of a document, whatever the plan came with."""

from __future__ import annotations

import struct
from base64 import b64decode

from gacocrea.core.errors import Invalid
from gacocrea.core.files import clean_logo, logo_file
from gacocrea.plan.document import PlanDocument

HIGH, WIDE = 18.0, 80.0
"""Millimetres that it takes at most."""


def logo_of(plan: PlanDocument) -> tuple[bytes, float]:
    """Return the logo as PNG and its height in millimetres; nothing for a plan without one that can be drawn.

    It is drawn anew: a plan that was brought in may hold anything in its place.
    """
    try:
        drawing = clean_logo(b64decode(plan.logo, validate=True)) if plan.logo else None
    except (Invalid, ValueError):
        drawing = None
    if drawing is None:
        return b"", 0.0
    return logo_file(drawing).content, min(HIGH, WIDE * drawing.height / drawing.width)


def shape_of(png: bytes) -> float:
    """Return the width of a PNG to its height (its first chunk says both)."""
    width, height = struct.unpack(">II", png[16:24])
    return float(width / height)
