"""The primer as everyone reads it: contents, chapters, glossary, leaflet, and how each chapter changed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from gacocrea.core.compare import word_changes
from gacocrea.core.permissions import Action
from gacocrea.core.words import TONGUES
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.learning import queries
from gacocrea.learning.drawings import drawing
from gacocrea.learning.forms.primer import Chapter, glossary, house_words, spoken, words_of
from gacocrea.learning.house import BY_KEY, TERMS
from gacocrea.learning.models import PrimerText
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.layout import context
from gacocrea.web.reading import LANGUAGES, language, tongue

bp = Blueprint("primer", __name__)


@bp.get("/<forum>/aprende")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    chapters = _shown()
    minutes = sum(one.minutes for one in chapters)
    return render_template("learning/pages/primer/index.html", chapters=chapters, minutes=minutes)


@bp.get("/<forum>/aprende/folleto")
@needs(Action.READ)
def leaflet() -> ResponseReturnValue:
    return render_template("learning/pages/primer/leaflet.html", chapters=_shown(), terms=glossary())


@bp.get("/<forum>/aprende/glosario", endpoint="glossary")
@needs(Action.READ)
def show_glossary() -> ResponseReturnValue:
    return render_template("learning/pages/primer/glossary.html", terms=glossary())


@bp.get("/<forum>/aprende/<chapter>")
@needs(Action.READ)
def show(chapter: str) -> ResponseReturnValue:
    """Show a chapter. One that the forum hid leads to the contents: other pages may still point to it."""
    every = queries.arranged(db.session(), this_forum(), reads(), with_hidden=True)
    if queries.chapter_in(every, chapter).hidden:
        return redirect(url_for("primer.index"))
    chapters = spoken([one for one in every if not one.hidden], language())
    here = next(place for place, one in enumerate(chapters) if one.key == chapter)
    return render_template(
        "learning/pages/primer/chapter.html",
        chapter=chapters[here],
        total=len(chapters),
        before=chapters[here - 1] if here else None,
        after=chapters[here + 1] if here + 1 < len(chapters) else None,
        house=BY_KEY.get(chapter),
    )


@bp.get("/<forum>/aprende/<chapter>/versiones")
@needs(Action.READ)
def versions(chapter: str) -> ResponseReturnValue:
    every = queries.arranged(db.session(), this_forum(), reads(), with_hidden=True)
    found = queries.chapter_in(every, chapter)
    code, known = request.args.get("idioma", language()), written_in(this_forum())
    code = code if code in known else language()
    return render_template(
        "learning/pages/primer/versions.html",
        chapter=spoken([found], language())[0],
        changes=_changes(chapter, code),
        code=code,
        others={one: name for one, name in known.items() if one in found.latest and one != code},
        name=known[code],
    )


@dataclass(frozen=True)
class Change:
    """A version and what it changed, field by field, against the text that held before it."""

    version: PrimerText
    fields: list[tuple[str, list[tuple[str, str]]]]


def _changes(key: str, code: str) -> list[Change]:
    """Return the versions of a chapter in a language, the latest first."""
    labels = {"title": _("Título"), "lead": _("En una frase"), "text": _("Texto")}
    before, found = house_words(key, code), []
    for version in queries.versions_of(db.session(), this_forum(), key, code):
        after = house_words(key, code) if version.of_house else words_of(version)
        pairs = ((labels[name], getattr(before, name), getattr(after, name)) for name in labels)
        found.append(
            Change(version, [(label, word_changes(old, new)) for label, old, new in pairs if old != new])
        )
        before = after
    return found[::-1]


def reads() -> list[str]:
    """Return the languages in which this person reads what the forum wrote, best first."""
    return list(dict.fromkeys(code for code in (tongue(), language()) if code))


def written_in(forum: Forum) -> dict[str, str]:
    """Return the languages in which a forum may word its primer: the house's, and others of its texts."""
    return LANGUAGES | {code: TONGUES[code] for code in (forum.language, *forum.languages) if code in TONGUES}


def _shown() -> list[Chapter]:
    return spoken(queries.arranged(db.session(), this_forum(), reads()), language())


def drawn(key: str) -> Markup:
    """Return a chapter's drawing, with the pillars and the progress of the cycle that the page wears."""
    site: Any = context()["site"]
    palettes = [pillar.palette for pillar in site.cycle.pillars] if site.cycle else []
    done = (site.strip.position - 1) / max(1, site.strip.total - 1) if site.strip else 0.0
    titles = {
        "gobierno-abierto": _("Dibujo: hilos sueltos que se juntan en una cuerda."),
        "pilares": _("Dibujo: un hilo por cada pilar, que al final se encuentran."),
        "alianza": _("Dibujo: un hilo que da una vuelta con tres nudos y empieza otra."),
        "este-ciclo": _("Dibujo: las fases como alfileres; el hilo está tenso hasta la de hoy."),
        "proponer": _("Dibujo: un enredo que se vuelve una línea clara."),
        "votar": _("Dibujo: hilos de colores entran en un sobre y salen iguales, listos para contarse."),
        "seguir": _("Dibujo: puntadas hechas y, después, lo que falta por coser."),
    }
    return drawing(key, titles.get(key, _("Dibujo: un hilo con un lazo.")), palettes=palettes, done=done)


def terms(*keys: str) -> Markup:
    """Return hard words, each as a link to its line of the forum's glossary; outside a forum, the words alone."""
    return Markup(", ").join(_term(key) for key in keys)


def _term(key: str) -> Markup:
    said = _(TERMS[key].word)
    if g.get("forum") is None:
        return Markup("{}").format(said)
    return Markup('<a href="{}">{}</a>').format(url_for("primer.glossary", _anchor=key), said)
