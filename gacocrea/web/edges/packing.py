"""Pages and assets travel packed (gzip) to whoever can unpack them, where their length gives nothing away.

How well a page packs tells something of what stands in it. Who can make a person's browser ask for pages with words of
their choosing, and sees the lengths of the answers, can find out a secret letter by letter (BREACH). Therefore nothing
is packed for a person who is signed in, nor any answer to a form. The token in a visitor's forms opens nothing.
"""

import gzip
from functools import lru_cache

from flask import Response, request
from flask_login import current_user

SMALL = 800
"""Bytes below which packing saves no packet."""
PACKED = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "image/svg+xml",
        "text/calendar",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)
LARGE = 4 * 1024 * 1024
"""Bytes above which packing would hold up the others who wait for this process."""


def pack(response: Response) -> Response:
    """Pack an answer, if it may be and the browser can unpack it."""
    is_asset = request.endpoint == "web.asset"
    if not _is_whole_text(response) or request.method != "GET" or not (is_asset or current_user.is_anonymous):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    content = response.get_data()
    if SMALL < len(content) < LARGE and request.accept_encodings.quality("gzip") > 0:
        response.set_data(_asset(content) if is_asset else gzip.compress(content, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _is_whole_text(response: Response) -> bool:
    """Say whether an answer is text that lies in memory; after a failure of ours nothing more is asked."""
    in_memory = not (response.is_streamed or response.direct_passthrough)
    fit = response.status_code not in (204, 206, 304) and response.status_code < 500
    return in_memory and fit and response.mimetype in PACKED and "Content-Encoding" not in response.headers


@lru_cache(maxsize=32)
def _asset(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
