"""A text as a picture that a camera reads: drawn here, without style of its own and without a service outside."""

import segno
from markupsafe import Markup


def qr(text: str, title: str) -> Markup:
    """Return `text` as a QR code in SVG with `title` for who does not see it; its margin is part of it.

    Level M survives a fold in the paper. A text of capitals, figures, spaces and `/-.:$%*+` makes a smaller one.
    """
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, title=title, light="#fff")
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))
