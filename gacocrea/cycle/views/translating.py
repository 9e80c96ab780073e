"""The texts of a cycle in other languages: what there is, and one thing at a time beside its original."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.words import TONGUES, Known, fingerprint, read
from gacocrea.cycle import actions, tongues
from gacocrea.cycle.forms.translating import REFUSALS, translation_form
from gacocrea.cycle.models import Cycle, CycleWording, Pillar, PillarWording
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.models import Forum, ForumWording
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs

__all__ = ["REFUSALS", "bp", "register"]
bp = Blueprint("translating", __name__)
LABELS = {
    "name": _l("Nombre"),
    "title": _l("Título"),
    "about": _l("Qué es el foro"),
    "contact": _l("Cómo hablar con la secretaría"),
    "internal_rules": _l("Reglamento interno"),
    "sentence": _l("Qué se busca, en una frase"),
    "foreword": _l("Presentación"),
    "efforts": _l("Esfuerzos hasta ahora"),
}


@dataclass(frozen=True)
class Row:
    """A thing on the list: how many of its texts are translated, and whether an original changed since."""

    kind: str
    id: int
    name: str
    done: int
    all: int
    is_stale: bool


@bp.get("/<forum>/<cycle>/mesa/traducciones")
@needs(Action.TRANSLATE)
def index() -> ResponseReturnValue:
    offered = this_forum().languages
    wanted = request.args.get("lengua", "")
    wanted = wanted if wanted in offered else next(iter(offered), "")
    return render_template(
        "cycle/pages/translations.html",
        tongue=wanted,
        tongues=[(code, TONGUES[code]) for code in offered],
        by_kind=_by_kind(wanted) if wanted else [],
    )


@bp.route("/<forum>/<cycle>/mesa/traducciones/<tongue>/<kind>/<int:id>", methods=["GET", "POST"])
@needs(Action.TRANSLATE)
def edit(tongue: str, kind: str, id: int) -> ResponseReturnValue:
    one, thing = _found(tongue, kind, id)
    originals = _originals(one, thing)
    known = read(db.session(), [one.shelf(select(one.model.id).where(one.model.id == id)).wanted(tongue, originals)])
    held = {field: said.text for (_kind, _id, field), said in known.items()}
    form = translation_form(originals, one.label, data=held | {"seen": actions.mark_of(originals)})

    def do() -> tuple[list[str]]:
        return (_translate(one, thing, tongue, form.texts(originals), form.seen.data),)

    if attempt(form, do):
        flash(_("La traducción quedó guardada."))
        return redirect(url_for("translating.index", lengua=tongue), 303)
    stale = {field for (_kind, _id, field), said in known.items() if said.source != fingerprint(originals[field])}
    page = {"form": form, "thing": one.name(thing), "originals": originals, "stale": stale, "tongue": tongue}
    return render_template("cycle/pages/translation.html", **page, own=this_forum().language, name=TONGUES[tongue]), (
        422 if form.errors else 200
    )


def _translate(one: tongues.Kind, thing: Any, tongue: str, texts: dict[str, str], seen: str) -> list[str]:
    return actions.translate(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        table=one.table,
        owner=(one.owner, thing.id),
        subject=one.ref(thing),
        language=tongue,
        texts=texts,
        originals=_originals(one, thing),
        seen=seen,
        is_fixed=one.is_fixed(thing, moment()),
        now=now(),
    )


def _originals(one: tongues.Kind, thing: Any) -> dict[str, str]:
    return {field: text for field, text in one.texts(thing).items() if text}


def _found(tongue: str, key: str, id: int) -> tuple[tongues.Kind, Any]:
    """Return a thing of this cycle that can be translated into a language that the forum offers."""
    kind = tongues.kinds().get(key)
    if kind is None or tongue not in this_forum().languages:
        raise NotThere
    thing = db.session.scalar(select(kind.model).where(kind.model.id == id, kind.model.id.in_(kind.ids(this_cycle()))))
    if thing is None:
        raise NotThere
    return kind, thing


def _by_kind(tongue: str) -> list[tuple[str, list[Row]]]:
    """Return everything that can be translated, kind by kind. One statement for each kind, and one for the texts."""
    cycle, kinds = this_cycle(), tongues.kinds().values()
    known = read(db.session(), [one.shelf(one.ids(cycle)).wanted(tongue, one.table.FIELDS) for one in kinds])
    found = ((kind.key, [_row(kind, thing, known) for thing in _things(kind, cycle)]) for kind in kinds)
    return [(key, rows) for key, rows in found if rows]


def _things(kind: tongues.Kind, cycle: Cycle) -> list[Any]:
    wanted = select(kind.model).where(kind.model.id.in_(kind.ids(cycle)))
    return list(db.session.scalars(wanted.order_by(kind.model.id)))


def _row(kind: tongues.Kind, thing: Any, known: Known) -> Row:
    originals = _originals(kind, thing)
    said = {field: known[kind.key, thing.id, field] for field in originals if (kind.key, thing.id, field) in known}
    stale = any(one.source != fingerprint(originals[field]) for field, one in said.items())
    return Row(kind.key, thing.id, kind.name(thing), len(said), len(originals), stale)


def _texts_of(table: type[Any]) -> Any:
    return lambda thing: {field: getattr(thing, field) for field in table.FIELDS}


def register(app: Flask) -> None:
    """Let the texts of the forum, of its cycle and of the pillars be translated, and pages say them."""
    app.jinja_env.filters.update(said=tongues.said, told=tongues.told, lang_of=tongues.lang_of)
    app.jinja_env.globals.update(translation_note=tongues.note)
    for key, model, table, owner, ids, short, ref in (
        ("foro", Forum, ForumWording, "forum_id",
         lambda cycle: select(Forum.id).where(Forum.id == cycle.forum_id), ("name",), "slug"),
        ("ciclo", Cycle, CycleWording, "cycle_id",
         lambda cycle: select(Cycle.id).where(Cycle.id == cycle.id), ("title",), "slug"),
        ("pilar", Pillar, PillarWording, "pillar_id",
         lambda cycle: select(Pillar.id).where(Pillar.cycle_id == cycle.id), ("name", "sentence"), "key"),
    ):  # fmt: skip
        kind = tongues.Kind(
            key, model, table, owner, ids, short,
            texts=_texts_of(table), label=LABELS.__getitem__, ref=attrgetter(ref),
            name=attrgetter("title" if model is Cycle else "name"),
        )  # fmt: skip
        tongues.register(app, kind)
