"""The one way in which gacocrea asks another machine: briefly, without following anybody anywhere else."""

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

TIMEOUT = 5.0  # seconds for a whole answer
LIMIT = 256 * 1024  # bytes

Fetch = Callable[[str, Mapping[str, str] | None, Mapping[str, str]], tuple[int, dict[str, Any]]]
"""Address, form (None: only read), headers -> status and JSON object."""


class Unreachable(Exception):
    """The other machine gives no answer that can be used; the message is for the log."""


def fetch(
    address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
) -> tuple[int, dict[str, Any]]:
    """Return status and JSON object of one request. Redirects are not followed. Raises Unreachable."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", "User-Agent": "gacocrea", **headers}
    body = None if form is None else urlencode(form)
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        end = time.monotonic() + TIMEOUT
        connection.request("GET" if body is None else "POST", path, body, sent)
        response = connection.getresponse()
        content = b""
        while piece := response.read1(LIMIT):
            content += piece
            if len(content) > LIMIT or time.monotonic() > end:
                raise Unreachable("an answer without end")
        return response.status, _object(response.status, content)
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        connection.close()


def _object(status: int, content: bytes) -> dict[str, Any]:
    if status >= 500 or 300 <= status < 400:
        raise Unreachable(f"status {status}")
    said = json.loads(content)
    if not isinstance(said, dict):
        raise Unreachable("an answer that is no object")
    return said
