"""The census: read from a file, looked at line by line, signed, or set aside."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, explain
from gacocrea.core.tables import ColumnMap, TableError, read_rows
from gacocrea.cycle.queries import cycles_of
from gacocrea.forum.place import this_forum
from gacocrea.identity import actions, queries
from gacocrea.identity.forms import CensusForm
from gacocrea.identity.models import Census, CensusState, Fact
from gacocrea.identity.rules import needs_two
from gacocrea.identity.views.office import bp
from gacocrea.identity.views.own import keys
from gacocrea.people.forms import PlainForm
from gacocrea.people.models.documents import DocumentKind
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text

FORMATS = ("csv", "tsv", "xlsx")


@bp.route("/<forum>/secretaria/padron", methods=["GET", "POST"])
@needs(Action.KEEP_CENSUS)
def censuses() -> ResponseReturnValue:
    forum = this_forum()
    form = CensusForm.of(forum)
    made = attempt(form, lambda: _read(form))
    if made:
        flash(_("El archivo quedó leído y ya no está. Revise lo que se leyó antes de ponerlo en vigor."))
        return redirect(url_for("identity_office.census", number=made.number), 303)
    every = queries.censuses(db.session(), forum.id)
    page = render_template("identity/pages/office/censuses.html", form=form, censuses=every, forum=forum)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/secretaria/padron/<int:number>", methods=["GET", "POST"])
@needs(Action.SIGN_CENSUS)
def census(number: int) -> ResponseReturnValue:
    form, forum, session = PlainForm(), this_forum(), db.session()
    found = queries.census_of(session, forum.id, number)
    if attempt(
        form, lambda: actions.put_in_force(session, actor=actor(), forum=forum, census=found, now=now())
    ):
        is_done = found.state is CensusState.IN_FORCE
        flash(_("El padrón está en vigor.") if is_done else _("Su firma quedó. Falta la de otra persona."))
        return redirect(url_for("identity_office.census", number=number), 303)
    return render_template(
        "identity/pages/office/census.html",
        census=found,
        difference=queries.difference(session, found) if found.state is CensusState.READ else None,
        problems=[(line, refusal_text(code, detail="…")) for line, code in found.problems.items()],
        two=needs_two(cycles_of(session, forum.id), now()),
        mine=found.signed_by == actor().account_id,
        keeps=explain(Action.KEEP_CENSUS, actor=actor(), moment=moment()).allowed,
    )


@bp.post("/<forum>/secretaria/padron/<int:number>/descartar")
@needs(Action.KEEP_CENSUS)
def drop_census(number: int) -> ResponseReturnValue:
    found = queries.census_of(db.session(), this_forum().id, number)
    actions.drop_census(db.session(), actor=actor(), census=found, now=now())
    flash(_("El padrón quedó descartado y sus datos, borrados."))
    return redirect(url_for("identity_office.censuses"), 303)


def _read(form: CensusForm) -> Census:
    """Read the file that was sent; it lies in a folder of its own for as long as that takes."""
    sent, fact = form.file.data, Fact(form.fact.data) if form.fact.data else None
    kind = Path(sent.filename or "").suffix.lstrip(".").lower()
    if fact and not form.fact_column.data:
        raise Invalid("fact_column", "fact_missing")
    if kind not in FORMATS:
        raise Invalid("file", "table_format", detail=kind[:20])
    columns = {"document": form.number_column.data} | ({"fact": form.fact_column.data} if fact else {})
    file = actions.CensusFile(DocumentKind(form.kind.data), fact, ColumnMap(columns))
    db.session.rollback()  # nothing was written yet, and while a long file is read others go on writing
    with TemporaryDirectory() as folder, sent.stream:
        path = Path(folder) / f"census.{kind}"
        sent.save(path)
        reading = _hash(path, file)
    return actions.read_census(
        db.session(), actor=actor(), forum=this_forum(), file=file, reading=reading, now=now()
    )


def _hash(path: Path, file: actions.CensusFile) -> actions.Reading:
    try:
        return actions.hash_rows(read_rows(path), file=file, keys=keys(), now=now())
    except TableError as error:
        raise Invalid("file", f"table_{error.code}", **error.facts) from error
