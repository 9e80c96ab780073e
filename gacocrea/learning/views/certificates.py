"""A certificate, for whoever was given one: is it valid? Nothing is said that does not stand on the paper."""

from babel import Locale
from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.learning import queries
from gacocrea.learning.certificate import Paper, to_pdf
from gacocrea.learning.models import Certificate, Course
from gacocrea.learning.rules import shown_code
from gacocrea.learning.views.courses import bp, site
from gacocrea.learning.views.dates import days, length
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.text import day


@bp.get("/<forum>/certificados/<code>")
@needs(Action.READ)
def certificate(code: str) -> ResponseReturnValue:
    found = queries.certificate_of(db.session(), this_forum(), code)
    given, course = found or (None, None)
    page = render_template(
        "learning/pages/courses/certificate.html",
        given=given,
        course=course,
        days=days(course) if course else "",
        length=length(given.minutes) if given else "",
        code=shown_code(given.code) if given else "",
    )
    return _unkept(make_response(page, 200 if given else 404))


@bp.get("/<forum>/certificados/<code>.pdf")
@needs(Action.READ)
def certificate_file(code: str) -> ResponseReturnValue:
    found = queries.certificate_of(db.session(), this_forum(), code)
    if found is None or found[0].withdrawn_at or not found[0].name:
        raise NotThere
    paper = _paper(this_forum(), *found)
    response = Response(to_pdf(paper, _), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="certificado-{paper.code}.pdf"'
    return _unkept(response)


def _unkept(response: Response) -> Response:
    """Let nobody on the way keep a page with somebody's name, and no engine list it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _paper(forum: Forum, given: Certificate, course: Course) -> Paper:
    code, locale = shown_code(given.code), get_locale() or Locale("es")
    return Paper(
        forum=forum.name,
        issuer=forum.secretariat_name,
        name=given.name,
        course=course.title,
        given_by=course.given_by,
        days=days(course),
        attended=given.attended,
        sessions=given.sessions,
        hours=length(given.minutes),
        issued_on=day(given.issued_at),
        code=code,
        address=f"{site()}/{forum.slug}/certificados/{code}",
        is_example=forum.is_example,
        language=locale.language,
        region=locale.territory or "",
        when=int(given.issued_at.timestamp()),
    )
