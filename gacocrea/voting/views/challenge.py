"""Between close and publication, for everybody: complaints, the list, one's own case, the minute of the keys."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.voting import queries
from gacocrea.voting.actions import Filed, complaint_digest, file_complaint, reply_to_case
from gacocrea.voting.forms.challenge import CAUSE_WORDS, RECEIPT_MAX, ComplaintForm, ReplyForm
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.views.base import bp, file_of, keys, pillar_of, poll_of, results_bp
from gacocrea.voting.views.minute import minute_text
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>/reclamo")
@needs(Action.READ)
def complaint(pillar: str) -> ResponseReturnValue:
    return _complaint(pillar_of(pillar), poll_of(pillar), ComplaintForm())


@results_bp.post("/<forum>/<cycle>/resultados/<pillar>/reclamo")
@needs(Action.READ)
def complain(pillar: str) -> ResponseReturnValue:
    """File or look up: the receipt comes in the body of the request and is in no address."""
    poll, form = poll_of(pillar), ComplaintForm()
    filed = attempt(form, lambda: _file(poll, form))
    if filed is None:
        return _complaint(pillar_of(pillar), poll, form), 422
    return _complaint(pillar_of(pillar), poll, ComplaintForm(formdata=None), filed)


def _file(poll: Poll, form: ComplaintForm) -> Filed:
    given = request.files.get("file")
    sent = given.stream.read(RECEIPT_MAX).decode("utf-8", "replace") if given else ""
    return file_complaint(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        poll=poll,
        receipt=form.receipt.data or sent,
        text=form.text.data or "",
        keys=keys(),
        now=now(),
    )


def _complaint(pillar: Pillar, poll: Poll, form: ComplaintForm, filed: Filed | None = None) -> str:
    ends = queries.challenge_ends(poll)
    return render_template(
        "voting/pages/challenge/complaint.html",
        pillar=pillar,
        poll=poll,
        form=form,
        filed=filed,
        ends=ends,
        is_open=poll.state is PollState.CLOSED and now() < ends,
        complaints=[(one, complaint_digest(one)) for one in queries.complaints_of(db.session(), [poll])],
        fresh=complaint_digest(filed.complaint) if filed and filed.complaint else "",
    )


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>/cierre.json")
@needs(Action.READ)
def closing_file(pillar: str) -> ResponseReturnValue:
    """The closing list as the public package has it: seals, those replaced, root, and how long voting lasted."""
    content = queries.closing_file(db.session(), poll_of(pillar))
    if content is None:
        raise NotThere
    return file_of(content, f"cierre-{pillar}.json", "application/json")


@results_bp.get("/<forum>/<cycle>/resultados/acta-de-claves")
@needs(Action.READ)
def minute() -> ResponseReturnValue:
    """The minute of the destruction of the keys, to print and sign."""
    entry = queries.minute_of(db.session(), this_cycle().id)
    if entry is None:
        raise NotThere
    pillars = {pillar.key: pillar.name for pillar in this_cycle().pillars}
    return render_template("voting/pages/challenge/minute.html", entry=entry, pillars=pillars)


@results_bp.get("/<forum>/<cycle>/resultados/acta-de-claves.txt")
@needs(Action.READ)
def minute_file() -> ResponseReturnValue:
    entry = queries.minute_of(db.session(), this_cycle().id)
    if entry is None:
        raise NotThere
    content = minute_text(entry, this_forum(), this_cycle())
    return file_of(content, f"acta-de-claves-{this_cycle().slug}.txt", "text/plain")


@bp.route("/<forum>/<cycle>/votacion/mi-caso", methods=["GET", "POST"])
@needs(Action.OWN_PAGE)
def my_case() -> ResponseReturnValue:
    """What somebody proposed about one's own ballots, and the answer to it."""
    case, form = queries.case_against(db.session(), this_cycle().id, actor().account_id), ReplyForm()
    if case is None:
        raise NotThere
    replied = attempt(
        form,
        lambda: reply_to_case(
            db.session(), actor=actor(), cycle=this_cycle(), case=case, reply=form.reply.data or "", now=now()
        ),
    )
    if replied:
        flash(_("Su respuesta quedó registrada. Quien decida la leerá."))
        return redirect(url_for("voting.my_case"), 303)
    cause = CAUSE_WORDS.get(case.cause, case.cause)
    status = 422 if form.errors else 200
    return render_template("voting/pages/challenge/my_case.html", case=case, form=form, cause=cause), status
