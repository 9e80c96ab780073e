"""What is written down of each request: one line of JSON, without anything that a person typed.

Nothing in a line can break it: JSON escapes line ends and control characters. Ballots have no lines, only a count for
each hour: a line would say who voted when. The list of all that is logged: docs/logs.md.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, request

from gacocrea.web.application import now
from gacocrea.web.edges.addresses import truncated

requests = logging.getLogger("gacocrea.request")
security = logging.getLogger("gacocrea.security")
SECRET_BALLOT = frozenset({"voting", "results"})
"""Blueprints whose requests are counted by the hour and not written down one by one."""
FACTS = "facts"


class Line(logging.Formatter):
    """One line of JSON. A failure has its kind and where it was; not its words, which may hold what was typed."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "said": record.getMessage(),
            **(_where() if record.name == security.name else {}),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            line["error"] = type(error).__name__
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, default=str)


def configure() -> None:
    """Send the lines of gacocrea, and warnings of its libraries, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("gacocrea").setLevel(logging.INFO)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)  # below, it would write rows


def register(app: Flask) -> None:
    """Write a line for each request of this program."""
    app.extensions["ballots"] = {}
    app.before_request(_begin)
    app.after_request(_written)


def event(name: str, **facts: object) -> None:
    """Write a security event. `facts` are words of the program: views, codes, account ids; nothing typed."""
    security.info(name, extra={FACTS: facts})


def _where() -> dict[str, object]:
    """Say which view was asked, by which account and from where; about votes neither of the two."""
    if not request:
        return {}
    view = {"view": request.endpoint or ""}
    if request.blueprint in SECRET_BALLOT:
        return dict(view)
    account = getattr(g.get("actor"), "account_id", None)
    return view | {"account": account, "address": truncated(request.remote_addr)}


def _begin() -> None:
    g.began = time.perf_counter()


def _written(response: Response) -> Response:
    if request.blueprint in SECRET_BALLOT:
        _count()
        return response
    rule = request.url_rule
    facts = {
        "method": request.method if request.method.isalpha() else "?",
        "rule": rule.rule if rule else "",  # never the address itself: it may hold a token or a search
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000),
        "address": truncated(request.remote_addr),
    }
    requests.info("request", extra={FACTS: facts})
    return response


def _count() -> None:
    """Count a request about a vote; the first of an hour tells how many the hour before had."""
    counts: dict[str, int] = current_app.extensions["ballots"]
    hour = now().strftime("%Y-%m-%dT%H")
    for past in [one for one in counts if one != hour]:
        requests.info("votes", extra={FACTS: {"hour": past, "requests": counts.pop(past)}})
    counts[hour] = counts.get(hour, 0) + 1
