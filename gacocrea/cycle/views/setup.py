"""The secretariat sets a cycle up from the template, looks at it, and publishes it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Phase
from gacocrea.cycle import actions
from gacocrea.cycle.forms import (
    PublishForm,
    SetupForm,
    StartForm,
    problem_sentence,
    rules_in_words,
    setup_sentence,
    threshold_sentence,
)
from gacocrea.cycle.models import GLYPHS, Cycle
from gacocrea.cycle.place import phase_items, this_cycle
from gacocrea.cycle.queries import own_colours, thresholds
from gacocrea.cycle.rules import days_of, suggest_plan
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import today_in
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import label
from gacocrea.web.layout import wear

bp = Blueprint("cycle_setup", __name__)


@bp.route("/<forum>/secretaria/ciclo", methods=["GET", "POST"])
@needs(Action.SET_UP_CYCLE)
def create() -> ResponseReturnValue:
    forum, zone = this_forum(), ZoneInfo(this_forum().time_zone)
    start = StartForm(request.args, desde=_next_monday())
    form = SetupForm.of(suggest_plan(start.day(_next_monday()), zone), zone, _own_colours())
    cycle = attempt(
        form,
        lambda: actions.create_cycle(db.session(), actor=actor(), forum=forum, plan=form.plan(), now=now()),
    )
    if cycle:
        return _saved(cycle)
    return _page(form, start), 422 if form.errors else 200


@bp.route("/<forum>/<cycle>/secretaria/ciclo", methods=["GET", "POST"])
@needs(Action.SET_UP_CYCLE)
def change() -> ResponseReturnValue:
    cycle = _draft()
    start, form = _filled(cycle)
    changed = attempt(
        form,
        lambda: actions.change_cycle(db.session(), actor=actor(), cycle=cycle, plan=form.plan(), now=now()),
    )
    if changed:
        return _saved(cycle)
    status = 422 if form.errors else 200
    if not form.is_submitted():
        form.show(actions.calendar_problems(cycle))
    return _page(form, start, cycle), status


@bp.route("/<forum>/<cycle>/secretaria/ciclo/publicar", methods=["GET", "POST"])
@needs(Action.SET_UP_CYCLE)
def publish() -> ResponseReturnValue:
    cycle, form = _draft(), PublishForm()
    published = attempt(
        form, lambda: actions.publish_cycle(db.session(), actor=actor(), cycle=cycle, now=now())
    )
    if published:
        flash(_("El ciclo quedó publicado. Desde ahora cualquiera ve su calendario y sus reglas."))
        return redirect(url_for("cycle.show"), 303)
    return render_template(
        "cycle/pages/publish.html", cycle=cycle, form=form, **_what_becomes_fixed(cycle)
    ), 422 if form.errors else 200


def _draft() -> Cycle:
    """Return the cycle of this address while it is a draft."""
    cycle = this_cycle()
    if cycle.published_at is not None:
        raise Conflict("cycle_published")
    return cycle


def _next_monday() -> date:
    today = today_in(this_forum(), now())
    return today + timedelta(days=7 - today.weekday())


def _filled(cycle: Cycle) -> tuple[StartForm, SetupForm]:
    """Return the forms of a draft; a start that is asked for suggests its phases anew."""
    zone, plan = ZoneInfo(this_forum().time_zone), actions.plan_of(cycle)
    first = days_of(plan.phases[0], zone).first if plan.phases else _next_monday()
    start = StartForm(request.args, desde=first)
    if "desde" in request.args:
        suggested = suggest_plan(start.day(first), zone, challenge_hours=cycle.challenge_hours)
        moved = ("phases", "plan_starts_on", "plan_ends_on")
        plan = replace(plan, **{name: getattr(suggested, name) for name in moved})
    return start, SetupForm.of(plan, zone, _own_colours())


def _own_colours() -> dict[str, str]:
    return {one.base: one.name for one in own_colours(db.session(), this_forum().id)}


def _page(form: SetupForm, start: StartForm, cycle: Cycle | None = None) -> str:
    """Return the page on which everything is set up."""
    wear(str(one.value) for one in form.colours)
    sentences = [(phase, setup_sentence(phase)) for phase in Phase]
    return render_template(
        "cycle/pages/setup.html", form=form, start=start, cycle=cycle, sentences=sentences, shapes=GLYPHS
    )


def _saved(cycle: Cycle) -> Response:
    flash(_("El borrador quedó guardado. Solo la secretaría lo ve."))
    page = "cycle_setup.publish" if "publish" in request.form else "cycle_setup.change"
    return redirect(url_for(page, cycle=cycle.slug), 303)


def _what_becomes_fixed(cycle: Cycle) -> dict[str, Any]:
    """Return what the page before publishing lists: calendar, rules, thresholds, and what is still wrong."""
    found = thresholds(db.session(), this_forum(), cycle, now())
    return {
        "phases": phase_items(cycle, now()),
        "rules": rules_in_words(cycle),
        "thresholds": [(threshold_sentence(one), one.met) for one in found],
        "problems": [
            (one.field, label(Phase(one.field.rpartition("_")[0])), problem_sentence(one))
            for one in actions.calendar_problems(cycle)
        ],
    }
