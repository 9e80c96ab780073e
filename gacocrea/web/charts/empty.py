"""What is drawn where there is nothing to draw yet: a slack thread to come, and the sentence that says why."""

from markupsafe import Markup

from gacocrea.web.charts.canvas import WIDE, dot, figure, leading, path, text
from gacocrea.web.charts.words import wrapped


def empty(title: str, sentence: str, *, width: float = WIDE) -> Markup:
    """Return a basted thread between two open pins with `sentence` under it."""
    half = width / 2
    words = wrapped(sentence, width, 15, most=4)
    return figure(
        width,
        64 + len(words) * leading(15),
        title,
        sentence,
        path(f"M8 16Q{half / 2:g} 44 {half:g} 16T{width - 8:g} 16", stroke="edge", weight=3, dash="8 8"),
        *(dot(x, 16, 6, fill="paper", stroke="edge", weight=3) for x in (8, half, width - 8)),
        text(0, 68, words, fill="soft"),
    )
