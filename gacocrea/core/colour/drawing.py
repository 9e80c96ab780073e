"""How much of a drawing is seen on paper: what a logo is asked before it stands on every page."""

from PIL import Image, ImageDraw

from gacocrea.core.colour.palettes import GRAPHIC, PAPER, Tone
from gacocrea.core.colour.spaces import contrast

_SMALL = (96, 48)
_DRAWN = 128
_MARGIN = 0.12


def is_opaque(drawing: Image.Image) -> bool:
    """Say whether a drawing brings its own ground: no point of it lets the paper through."""
    return not any(drawing.getchannel("A").histogram()[:_DRAWN])


def share_seen(drawing: Image.Image, paper: str) -> float:
    """Return the share (0 to 1) of what is drawn that stands out from a paper (WCAG 2.2, 1.4.11: 3 to 1)."""
    small = drawing.copy()
    small.thumbnail(_SMALL)
    found = small.getcolors(small.width * small.height) or []
    points = [(count, colour) for count, colour in found if isinstance(colour, tuple) and colour[3] > _DRAWN]
    seen = sum(
        count
        for count, colour in points
        if contrast("{:02x}{:02x}{:02x}".format(*colour[:3]), paper) >= GRAPHIC
    )
    return seen / max(1, sum(count for count, _colour in points))


def shares_seen(drawing: Image.Image) -> tuple[float, float]:
    """Return the share that is seen on light and on dark paper; what brings its own ground is seen on both."""
    if is_opaque(drawing):
        return 1.0, 1.0
    return share_seen(drawing, PAPER.light), share_seen(drawing, PAPER.dark)


def on_plate(drawing: Image.Image, papers: Tone = PAPER) -> Image.Image:
    """Return a drawing, smaller, on a plate of light paper of the size that it had: for dark paper."""
    width, height = drawing.size
    plate = Image.new("RGBA", (width, height))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, width - 1, height - 1), height // 12, fill=papers.light)
    edge = round(height * _MARGIN)
    inner = drawing.resize((max(1, width - round(2 * edge * width / height)), max(1, height - 2 * edge)))
    plate.alpha_composite(inner, ((width - inner.width) // 2, (height - inner.height) // 2))
    return plate
