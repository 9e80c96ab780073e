"""A batch of paper ballots as its two persons type it: one sheet after the other, then what they read unlike."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Role
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.actions import paper
from gacocrea.voting.forms import DropForm, LookForm, RemoveForm, SheetForm
from gacocrea.voting.models import BatchState, PaperBatch, Poll, SheetKind
from gacocrea.voting.rules import Reading, differences, read_manifest, shown_serial
from gacocrea.voting.views.base import papers_bp, pillar_of, poll_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import label, refusal_text

PLACE = "/<forum>/<cycle>/mesa/papel/<pillar>/lote/<int:number>"


@papers_bp.get(PLACE)
@needs(Action.ENTER_PAPER)
def batch(pillar: str, number: int) -> ResponseReturnValue:
    return _page(pillar, number)


@papers_bp.post(f"{PLACE}/acompanar")
@needs(Action.ENTER_PAPER)
def join(pillar: str, number: int) -> ResponseReturnValue:
    return _do(pillar, number, paper.join_batch, _("Usted es la segunda persona que digita este lote."))


@papers_bp.post(f"{PLACE}/hoja")
@needs(Action.ENTER_PAPER)
def enter(pillar: str, number: int) -> ResponseReturnValue:
    form = SheetForm()
    typed = {"serial": form.serial.data or "", "marks": form.marks.data or ""}
    return _type(pillar, number, form, lambda: _act(pillar, number, paper.enter_sheet, **typed))


@papers_bp.post(f"{PLACE}/quitar")
@needs(Action.ENTER_PAPER)
def remove(pillar: str, number: int) -> ResponseReturnValue:
    serial = RemoveForm().serial.data or ""
    return _do(pillar, number, paper.remove_sheet, _("La hoja se quitó de su digitación."), serial=serial)


@papers_bp.post(f"{PLACE}/terminar")
@needs(Action.ENTER_PAPER)
def finish(pillar: str, number: int) -> ResponseReturnValue:
    return _do(pillar, number, paper.finish_entry, _("Su digitación quedó terminada."))


@papers_bp.post(f"{PLACE}/revisar")
@needs(Action.ENTER_PAPER)
def look(pillar: str, number: int) -> ResponseReturnValue:
    form = LookForm()
    typed = {"serial": form.serial.data or "", "marks": form.marks.data or ""}
    return _type(pillar, number, form, lambda: _act(pillar, number, paper.look_again, **typed))


@papers_bp.post(f"{PLACE}/sellar")
@needs(Action.ENTER_PAPER)
def seal(pillar: str, number: int) -> ResponseReturnValue:
    said = _("El lote quedó sellado: se contará cuando se publique el resultado.")
    return _do(pillar, number, paper.seal_batch, said)


@papers_bp.post(f"{PLACE}/descartar")
@needs(Action.ENTER_PAPER)
def drop(pillar: str, number: int) -> ResponseReturnValue:
    form = DropForm()
    reason = form.reason.data or ""
    done = attempt(form, lambda: _act(pillar, number, paper.drop_batch, reason=reason))
    if done is None:
        return _page(pillar, number, drop_form=form), 422
    flash(_("El lote se descartó y el motivo es público. Sus hojas pueden digitarse en otro."))
    return redirect(url_for("papers.index"), 303)


def _batch(poll: Poll, number: int) -> PaperBatch:
    found = queries.batches_of(db.session(), [poll.id]).get(poll.id, [])
    batch = next((batch for batch in found if batch.number == number), None)
    if batch is None:
        raise NotThere
    return batch


def _act(pillar: str, number: int, act: Callable[..., Any], **typed: str) -> bool:
    """Do something with a batch; True, so that a form knows that it was done."""
    poll = poll_of(pillar)
    about: dict[str, Any] = {"actor": actor(), "cycle": this_cycle(), "poll": poll, "now": now()}
    act(db.session(), **about, batch=_batch(poll, number), **typed)
    return True


def _do(pillar: str, number: int, act: Callable[..., Any], said: str, **typed: str) -> ResponseReturnValue:
    """Do what needs no typing; what cannot be done is said on the page of the batch."""
    try:
        _act(pillar, number, act, **typed)
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "error")
        return _page(pillar, number), 409
    flash(said)
    return _back(pillar, number)


def _type(pillar: str, number: int, form: BaseForm, do: Callable[[], bool]) -> ResponseReturnValue:
    """Do what was typed, or show the page again with it and with what is wrong."""
    try:
        if attempt(form, do):
            return _back(pillar, number)
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "error")
        return _page(pillar, number), 409
    shown = "look_form" if isinstance(form, LookForm) else "sheet_form"
    return _page(pillar, number, **{shown: form}), 422


def _back(pillar: str, number: int) -> Response:
    return redirect(url_for("papers.batch", pillar=pillar, number=number), 303)


def _page(pillar: str, number: int, **forms: Any) -> str:
    """Return the page of a batch. Who is not one of its two sees who types it, and nothing of what."""
    poll = poll_of(pillar)
    batch, manifest = _batch(poll, number), read_manifest(poll.manifest)
    me = actor().account_id
    is_second = me == batch.second_id
    is_one = batch.state is BatchState.TYPING and (is_second or me == batch.first_id)
    typed = queries.typed_in(db.session(), batch) if is_one else None
    own = (typed.second if is_second else typed.first) if typed else {}
    fresh: dict[str, Any] = {"look_form": None, "sheet_form": SheetForm(formdata=None)}
    fresh |= {"drop_form": DropForm(formdata=None)}
    return render_template(
        "voting/pages/paper/batch.html",
        **fresh | forms,
        pillar=pillar_of(pillar),
        batch=batch,
        manifest=manifest,
        is_one=is_one,
        me=1 if is_second else 0,
        own_done=batch.second_done if is_second else batch.first_done,
        own=own,
        may_drop=Role.SECRETARIAT in actor().roles,
        found=differences(*typed) if typed and batch.is_typed_twice else [],
        words=words_of,
        serial=shown_serial,
    )


def words_of(read: Reading | None) -> str:
    """Return what somebody read on a sheet, as it is shown to the two who type it."""
    if read is None:
        return str(_("todavía no la revisa"))
    if read.kind is not SheetKind.VALID:
        return label(read.kind)
    return ", ".join(read.choices) or str(_("en blanco"))
