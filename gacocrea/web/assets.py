"""The stylesheets and small scripts: one component per file, joined when first asked for and cached for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Response, url_for

from gacocrea.core.errors import NotThere

PACKAGE = Path(__file__).parent.parent
SCRIPTS = PACKAGE / "web" / "static" / "js"
YEAR = 31_536_000


@lru_cache(maxsize=8)
def _content(name: str) -> bytes:
    if name == "desk.css":
        files = sorted(PACKAGE.glob("*/pages/desk.css"))
    elif name == "gacocrea.css":
        files = sorted((PACKAGE / "web" / "static" / "css").glob("*.css"))
        files += [path for path in sorted(PACKAGE.glob("*/pages/*.css")) if path.name != "desk.css"]
    else:
        files = [path for path in SCRIPTS.glob("*.mjs") if path.name == name]
    return b"\n".join(path.read_bytes() for path in files)


@lru_cache(maxsize=8)
def _mark(name: str) -> str:
    if name.endswith(".mjs"):  # modules import each other by name: one mark for all of them
        joined = b"".join(path.read_bytes() for path in sorted(SCRIPTS.glob("*.mjs")))
        return hashlib.sha256(joined).hexdigest()[:10]
    return hashlib.sha256(_content(name)).hexdigest()[:10]


def asset_url(name: str) -> str:
    """Return the address of "gacocrea.css", "desk.css" or a script; it changes when its content does."""
    return url_for("web.asset", mark=_mark(name), name=name)


def asset(mark: str, name: str) -> Response:
    """Serve a stylesheet or a script."""
    content = _content(name)
    if not content:
        raise NotThere
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    response = Response(content, mimetype=kind)
    response.cache_control.public = True
    response.cache_control.max_age = YEAR
    response.cache_control.immutable = mark == _mark(name)
    return response
