"""The public record, for whoever wants to read it, keep it or verify it."""

from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from gacocrea.core.permissions import Action
from gacocrea.core.text import sort_key, whole
from gacocrea.forum.models import Forum
from gacocrea.openness import chain
from gacocrea.openness.rules import SHOWN
from gacocrea.openness.views.base import bp
from gacocrea.openness.words import MATTERS, said_of
from gacocrea.people.secrets import Secrets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

PAGE = 50


@bp.get("/registro")
@needs(Action.READ)
def record() -> ResponseReturnValue:
    """Show the newest entries; a forum and a matter can be chosen."""
    session = db.session()
    forums = {one.slug: one for one in sorted(session.scalars(select(Forum)), key=lambda one: sort_key(one.name))}
    place = forums.get(request.args.get("forum", ""))
    matter = request.args.get("asunto", "")
    before = whole(request.args.get("desde", ""))
    lines = chain.newest(
        session, forum_id=place.id if place else None, matter=matter, before=before, most=PAGE
    )
    chosen: dict[str, Any] = {"forum": place.slug if place else None, "asunto": matter if matter in SHOWN else None}
    older = url_for("openness.record", desde=lines[-1].entry.id, **chosen) if len(lines) == PAGE else None
    return render_template(
        "openness/pages/record.html", lines=lines, forums=forums, chosen=chosen, matters=MATTERS, said=said_of,
        older=older, head=chain.head_of(session, now()),
    )  # fmt: skip


@bp.get("/registro/cabeza.json")
@needs(Action.READ)
def record_head() -> ResponseReturnValue:
    """Give the head of the record with the signature of this site."""
    settings = application().settings
    return jsonify(chain.head_of(db.session(), now()).signed(settings.public_url, Secrets(settings.keys)))


@bp.get("/registro/entradas.jsonl")
@needs(Action.READ)
def record_file() -> ResponseReturnValue:
    """Give entries as lines of JSON, so many at a time; the header Link leads to the next."""
    lines = chain.lines_after(db.session(), whole(request.args.get("desde", "")) or 0)
    answer = Response("".join(f"{line.text()}\n" for line in lines), mimetype="application/x-ndjson")
    answer.headers["Content-Disposition"] = "attachment; filename=registro.jsonl"
    if len(lines) == chain.LINES_MOST:
        following = url_for("openness.record_file", desde=lines[-1].entry.id)
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer
