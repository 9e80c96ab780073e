"""Asking again: whoever has not agreed to the notice in force reads on, and is asked at the next thing they do.

What they were sending is in the page that asks, and goes on its way when they agree. A form with files cannot be
kept so: it passes, and the question comes with the next one.
"""

from flask import g, render_template, request
from werkzeug.wrappers import Response

from gacocrea.core.permissions import Action
from gacocrea.people.session import account
from gacocrea.privacy import actions, queries
from gacocrea.web.application import SAFE, application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import access_of

FREE = {Action.READ, Action.SIGN_IN, Action.OWN_PAGE}
"""What nobody has to agree to anything for: reading, coming and going, and one's own data."""
AGREED = "privacy_version"
NOT_KEPT = {"csrf_token", AGREED}


def ask_again() -> Response | None:
    """Stop somebody who has not agreed to the notice in force; let them pass when this is their yes. Two statements."""
    found = account()
    if request.method in SAFE or found is None or not request.endpoint or request.files:
        return None
    if access_of(request.endpoint) in FREE:
        return None
    forum_id = g.forum.id if g.get("forum") else None
    version = queries.version_in_force(db.session(), forum_id)
    if queries.has_agreed(db.session(), found.id, version):
        return None
    if request.form.get(AGREED) == version:
        actions.agree(db.session(), account=found, forum_id=forum_id, version=version, now=now())
        db.session.commit()  # the yes holds whatever becomes of what was being sent
        return None
    return _question(forum_id, version)


def _question(forum_id: int | None, version: str) -> Response:
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    page = render_template(
        "privacy/pages/asked.html",
        notice=queries.notice_in_force(db.session(), forum_id),
        version=version,
        address=request.full_path.rstrip("?"),
        kept=kept,
    )
    return application().make_response((page, 200, {"Cache-Control": "no-store"}))
