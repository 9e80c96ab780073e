"""The stylesheets and small scripts: one component per file, joined when first asked for and cached for ever."""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from flask import Response, url_for

from gacocrea.core import colour
from gacocrea.core.errors import NotThere

PACKAGE = Path(__file__).parents[2]
STATIC = PACKAGE / "web" / "static"
SCRIPTS = STATIC / "js"
KINDS = {".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
YEAR = 31_536_000
_OWN = re.compile(r"(colores|contraste)((?:-[0-9a-f]{6}){1,12})\.css")


@lru_cache(maxsize=64)
def _content(name: str) -> bytes:
    if own := _OWN.fullmatch(name):
        return _own_palettes(own[2].split("-")[1:], strong=own[1] == "contraste").encode()
    if name == "desk.css":
        files = sorted(PACKAGE.glob("*/pages/desk.css"))
    elif name == "gacocrea.css":
        files = sorted((STATIC / "css").glob("*.css"))
        files += [path for path in sorted(PACKAGE.glob("*/pages/*.css")) if path.name != "desk.css"]
    else:
        files = [path for path in (*SCRIPTS.rglob("*.mjs"), *STATIC.glob("*.*")) if path.name == name]
    joined = b"\n".join(path.read_bytes() for path in files)
    return _tight(joined + _house_palettes(name).encode()) if name.endswith(".css") else joined


def _house_palettes(name: str) -> str:
    """Return what a stylesheet says about the six palettes of the house."""
    return {
        "gacocrea.css": f"@layer tokens{{{colour.rules_of(colour.HOUSE)}}}",
        "contrast.css": f"@layer prefs{{{colour.strong_rules_of(colour.HOUSE)}}}",
        "tarjeta.css": colour.rules_of(colour.HOUSE),
        "desk.css": f"@layer pages{{{colour.choice_rules_of(colour.HOUSE)}}}",
    }.get(name, "")


def _own_palettes(names: list[str], *, strong: bool) -> str:
    """Return the stylesheet of palettes that are named by their base colour: their address says all about them."""
    more = f"@layer prefs{{{colour.strong_rules_of(names)}}}"
    if strong:
        return more
    plain = colour.rules_of(names) + colour.choice_rules_of(names)
    return f"@layer tokens{{{plain}}}@media (prefers-contrast:more){{{more}}}"


def _tight(style: bytes) -> bytes:
    """Leave out what only people read: comments, indents and line ends."""
    style = re.sub(rb"/\*.*?\*/", b"", style, flags=re.DOTALL)
    style = re.sub(rb"\s*([{};,])\s*|\s+", lambda found: found[1] or b" ", style).replace(b";}", b"}")
    return _joined(style)


def _joined(style: bytes) -> bytes:
    """Write a layer once where files that follow each other are of the same one."""
    first, *rest = re.split(rb"@layer (\w+)\{", style)
    written, layer = first, b""
    for name, body in zip(rest[::2], rest[1::2], strict=True):
        written = written[:-1] + body if name == layer else written + b"@layer " + name + b"{" + body
        layer = name if body.count(b"}") == body.count(b"{") + 1 and body.endswith(b"}") else b""
    return written


@lru_cache(maxsize=64)
def _mark(name: str) -> str:
    if name.endswith(".mjs"):  # modules import each other by name: one mark for all of them
        joined = b"".join(path.read_bytes() for path in sorted(SCRIPTS.rglob("*.mjs")))
        return hashlib.sha256(joined).hexdigest()[:10]
    return hashlib.sha256(_content(name)).hexdigest()[:10]


def asset_url(name: str) -> str:
    """Return the address of a stylesheet, a script or the icon; it changes with its content."""
    return url_for("web.asset", mark=_mark(name), name=name)


def palette_sheets(palettes: Iterable[str], *, strong: bool) -> list[str]:
    """Return the addresses of the stylesheets of those palettes that are not the house's; none for most pages."""
    own = "-".join(sorted({name for name in palettes if colour.is_own(name)}))
    kinds = ("colores", "contraste") if strong else ("colores",)
    return [asset_url(f"{kind}-{own}.css") for kind in kinds] if own else []


def asset(mark: str, name: str) -> Response:
    """Serve a stylesheet, a script or the icon."""
    content = _content(name)
    if not content:
        raise NotThere
    response = Response(content, mimetype=KINDS[Path(name).suffix])
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = mark == _mark(name)
    return response
