"""The privacy notice: in force, earlier versions, and a new one by whoever answers for it."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.privacy import actions, queries
from gacocrea.privacy.forms import NoticeForm
from gacocrea.privacy.rules import country_of
from gacocrea.privacy.views.base import notice_bp as bp
from gacocrea.privacy.views.saying import terms_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


def _keepers(forums: list[Forum]) -> list[tuple[Forum, object, object]]:
    """Return the forums with who answers for their data and the law that binds them. A statement for each."""
    found = [(forum, queries.keeper_of(db.session(), forum.id)) for forum in forums]
    return [(forum, keeper, country_of(keeper.country if keeper else "")) for forum, keeper in found]


@bp.get("/privacidad")
@needs(Action.READ)
def general() -> ResponseReturnValue:
    return _page(None, queries.forums(db.session()))


@bp.get("/<forum>/privacidad")
@needs(Action.READ)
def of_forum() -> ResponseReturnValue:
    return _page(this_forum(), [this_forum()])


def _page(forum: Forum | None, forums: list[Forum]) -> ResponseReturnValue:
    session = db.session()
    return render_template(
        "privacy/pages/notice.html",
        notice=queries.notice_in_force(session, forum.id if forum else None),
        builtin=PRIVACY_TEXT_VERSION,
        earlier=queries.notices_of(session, forum.id if forum else None)[1:],
        keepers=_keepers(forums),
        rules=actions.RULES,
        terms_of=terms_of,
    )


@bp.get("/privacidad/<version>")
@needs(Action.READ)
def version(version: str) -> ResponseReturnValue:
    found = {row.version: (row, forum) for row, forum in queries.all_notices(db.session())}
    if version == PRIVACY_TEXT_VERSION:
        return redirect(url_for("privacy.general"))
    if version not in found:
        raise NotThere
    notice, forum = found[version]
    return render_template("privacy/pages/version.html", notice=notice, forum=forum)


@bp.route("/privacidad/nueva", methods=["GET", "POST"])
@needs(Action.CONFIGURE)
def publish_general() -> ResponseReturnValue:
    return _publish(None)


@bp.route("/<forum>/secretaria/privacidad", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def publish() -> ResponseReturnValue:
    return _publish(this_forum())


def _publish(forum: Forum | None) -> ResponseReturnValue:
    held = queries.notice_in_force(db.session(), forum.id if forum else None)
    form = NoticeForm(data={"text": held.text if held else ""})
    done = attempt(
        form,
        lambda: actions.publish_notice(
            db.session(),
            actor=actor(),
            forum=forum,
            summary=form.summary.data,
            text=form.text.data,
            now=now(),
        ),
    )
    if done:
        flash(_("La versión quedó publicada. A cada persona se le preguntará en su próxima acción."))
        return redirect(url_for("privacy.of_forum" if g.get("forum") else "privacy.general"), 303)
    page = render_template("privacy/pages/publish.html", form=form, held=held)
    return page, 422 if form.errors else 200
