"""The secretariat makes the primer its forum's own: words, order, what is hidden, chapters of its own."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import whole
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.learning import actions, queries
from gacocrea.learning.actions import Step
from gacocrea.learning.forms.primer import ChapterForm, house_words, spoken, words_of
from gacocrea.learning.queries import Arranged
from gacocrea.learning.views.primer import reads, written_in
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.reading import language

bp = Blueprint("primer_desk", __name__)


@bp.get("/<forum>/secretaria/aprende")
@needs(Action.EDIT_PRIMER)
def index() -> ResponseReturnValue:
    every = queries.arranged(db.session(), this_forum(), reads(), with_hidden=True)
    rows = list(zip(spoken(every, language()), every, strict=True))
    return render_template(
        "learning/pages/primer/office/index.html", rows=rows, languages=written_in(this_forum())
    )


@bp.post("/<forum>/secretaria/aprende/orden")
@needs(Action.EDIT_PRIMER)
def arrange() -> ResponseReturnValue:
    key, step = request.form.get("chapter", ""), request.form.get("step", "")
    if step not in list(Step):
        raise NotThere
    actions.arrange_chapter(
        db.session(), actor=actor(), forum=this_forum(), key=key, step=Step(step), now=now()
    )
    return redirect(url_for("primer_desk.index", _anchor=key), 303)


@bp.route("/<forum>/secretaria/aprende/nuevo", methods=["GET", "POST"])
@needs(Action.EDIT_PRIMER)
def add() -> ResponseReturnValue:
    form, forum = ChapterForm(seen=0), this_forum()
    if form.preview.data and form.validate_on_submit():
        return _page(form, language(), None, shown=True)
    made = attempt(form, lambda: actions.add_chapter(
        db.session(), actor=actor(), forum=forum, language=language(), words=form.words(), now=now()
    ))  # fmt: skip
    if made:
        flash(_("El capítulo nuevo quedó publicado, al final de la guía."))
        return redirect(url_for("primer.show", chapter=made.key), 303)
    return _page(form, language(), None)


@bp.route("/<forum>/secretaria/aprende/<chapter>/<code>", methods=["GET", "POST"])
@needs(Action.EDIT_PRIMER)
def word(chapter: str, code: str) -> ResponseReturnValue:
    found, forum = _chapter(chapter, code), this_forum()
    form = _form(found, code)
    if form.preview.data and form.validate_on_submit():
        return _page(form, code, found, shown=True)
    made = attempt(form, lambda: actions.word_chapter(
        db.session(), actor=actor(), forum=forum, key=chapter, language=code, words=form.words(),
        seen=whole(str(form.seen.data or "")) or 0, now=now(),
    ))  # fmt: skip
    if made:
        flash(_("El capítulo quedó publicado. La versión anterior se conserva."))
        return redirect(url_for("primer_desk.index", _anchor=chapter), 303)
    return _page(form, code, found)


@bp.post("/<forum>/secretaria/aprende/<chapter>/<code>/casa")
@needs(Action.EDIT_PRIMER)
def restore(chapter: str, code: str) -> ResponseReturnValue:
    _chapter(chapter, code)
    actions.restore_house(
        db.session(), actor=actor(), forum=this_forum(), key=chapter, language=code, now=now()
    )
    flash(_("Volvió el texto de la casa. Las versiones del foro se conservan."))
    return redirect(url_for("primer_desk.index", _anchor=chapter), 303)


def _chapter(key: str, code: str) -> Arranged:
    if code not in written_in(this_forum()):
        raise NotThere
    every = queries.arranged(db.session(), this_forum(), [code], with_hidden=True)
    return queries.chapter_in(every, key)


def _form(found: Arranged, code: str) -> ChapterForm:
    """Return the form with what is published in that language, so that a change starts from what people read."""
    last = found.latest.get(code)
    words = words_of(last) if last and not last.of_house else house_words(found.key, code)
    return ChapterForm(title=words.title, lead=words.lead, text=words.text, seen=last.number if last else 0)


def _page(
    form: ChapterForm, code: str, found: Arranged | None, *, shown: bool = False
) -> ResponseReturnValue:
    last = found.latest.get(code) if found else None
    page = render_template(
        "learning/pages/primer/office/chapter.html",
        form=form,
        code=code,
        name=written_in(this_forum())[code],
        chapter=spoken([found], language())[0] if found else None,
        of_forum=bool(found and not found.own and last and not last.of_house),
        shown=shown,
    )
    return page, 422 if form.errors else 200


def of_secretariat(*, forum: Forum) -> str:
    """Return the line of the secretariat's desk that leads to the primer."""
    return render_template("learning/pages/primer/office/_desk.html", forum=forum)
