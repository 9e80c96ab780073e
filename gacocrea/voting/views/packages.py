"""Files for whoever recounts: the public package, whole or one by one, and the checkpoints of open polls."""

import hashlib
import io
from collections.abc import Callable
from typing import IO

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import package, queries
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.views.base import bp, poll_of, results_bp
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

KINDS = {"json": "application/json", "jsonl": "application/x-ndjson", "zip": "application/zip"}
HOUR = 3600  # seconds that others may keep a copy


@results_bp.get("/<forum>/<cycle>/resultados/paquete.zip")
@needs(Action.READ)
def whole() -> ResponseReturnValue:
    """The package of all published polls of the cycle: the same bytes for everybody."""
    polls = [
        one for one in queries.polls_of(db.session(), this_cycle().id) if one.state is PollState.PUBLISHED
    ]
    if not polls:
        raise NotThere
    files = package.package_files(db.session(), polls)
    mark = hashlib.sha256(b"".join(files[package.SUMS]())).hexdigest()
    return _file(f"paquete-{this_cycle().slug}.zip", mark, lambda file: package.write_zip(files, file))


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>/paquete/<name>")
@needs(Action.READ)
def piece(pillar: str, name: str) -> ResponseReturnValue:
    """One file of the package of one pillar."""
    poll = poll_of(pillar)
    files = package.poll_files(db.session(), poll) if poll.state is PollState.PUBLISHED else {}
    if name not in files:
        raise NotThere
    mark = hashlib.sha256(f"{poll.manifest_hash}{poll.published_at}{name}".encode()).hexdigest()
    return _file(f"{pillar}-{name}", mark, lambda file: file.writelines(files[name]()))


@bp.get("/<forum>/<cycle>/votacion/<pillar>/puntos-de-control.json")
@needs(Action.READ)
def checkpoints_file(pillar: str) -> ResponseReturnValue:
    """The checkpoints of a poll, for observers to keep: the same list for everybody."""
    content = queries.checkpoints_file(db.session(), poll_of(pillar)).encode()
    mark = hashlib.sha256(content).hexdigest()
    return _file(f"puntos-de-control-{pillar}.json", mark, lambda file: file.write(content), keep=60)


@bp.get("/<forum>/<cycle>/votacion/puntos-de-control")
@needs(Action.READ)
def checkpoints() -> ResponseReturnValue:
    """Every checkpoint with its date and hash."""
    polls = {poll.pillar_id: poll for poll in queries.polls_of(db.session(), this_cycle().id)}
    found = queries.checkpoints_of(db.session(), list(polls.values()))
    return render_template(
        "voting/pages/result/checkpoints.html",
        rows=[(pillar, found[polls[pillar.id].id]) for pillar in this_cycle().pillars if pillar.id in polls],
    )


def of_result(*, poll: Poll | None, pillar: Pillar) -> str:
    """Return the files of a published poll and the hash that the record has of them. Four statements."""
    if poll is None or poll.state is not PollState.PUBLISHED:
        return ""
    names, recorded = package.poll_files(db.session(), poll), package.recorded_hash(db.session(), poll)
    return render_template("voting/pages/result/_package.html", pillar=pillar, names=names, recorded=recorded)


def _file(name: str, mark: str, write: Callable[[IO[bytes]], object], keep: int = HOUR) -> Response:
    """Send a file, unless the browser has the one with this mark already."""
    response = Response(mimetype=KINDS[name.rpartition(".")[2]])
    response.set_etag(mark)
    if response.make_conditional(request).status_code != 304:
        content = io.BytesIO()
        write(content)
        content.seek(0)
        response = send_file(content, KINDS[name.rpartition(".")[2]], as_attachment=True, download_name=name)
        response.set_etag(mark)
    response.cache_control.public, response.cache_control.max_age = True, keep
    return response
