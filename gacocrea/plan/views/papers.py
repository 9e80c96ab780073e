"""The plan to be read by everybody: as a page, commitment by commitment as sheets, and the empty template."""

from io import BytesIO

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from gacocrea.commitments.forms import EXAMPLES
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.commitments.views import this_commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.html import fragment
from gacocrea.plan.paper.sheets import DRAWN, to_sheet
from gacocrea.plan.paper.template import Asked, template_on_paper
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.gathering import gather
from gacocrea.plan.views.writing import KINDS
from gacocrea.web.guards import needs
from gacocrea.web.reading import LANGUAGES, language

TEMPLATES = ("docx", "odt", "pdf")


@bp.get("/<forum>/<cycle>/plan/documento")
@needs(Action.READ)
def document() -> ResponseReturnValue:
    plan = gather(this_forum(), this_cycle(), language(), with_annex=False, with_evidence=True)
    with force_locale(plan.language):
        paper = on_paper(plan, gettext, with_proposals=False)
    return render_template("plan/pages/document.html", plan=plan, paper=paper, text=fragment(paper))


@bp.get("/<forum>/<cycle>/compromisos/<ref>/ficha.<kind>")
@needs(Action.READ)
def sheet(ref: str, kind: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    if kind not in DRAWN or commitment.status is CommitmentStatus.WITHDRAWN:
        raise NotThere
    plan = gather(this_forum(), this_cycle(), _tongue(), with_annex=False)
    code = reference("C", commitment.number)
    with force_locale(plan.language):
        content = to_sheet(plan, code, kind, gettext)
    return _sent(content, kind, f"{this_forum().slug}-{this_cycle().slug}-{code}.{kind}")


@bp.get("/<forum>/<cycle>/plan/plantilla.<kind>")
@needs(Action.READ)
def template(kind: str) -> ResponseReturnValue:
    if kind not in TEMPLATES:
        raise NotThere
    plan = gather(this_forum(), this_cycle(), _tongue(), with_annex=False)
    with force_locale(plan.language):
        examples = {name: str(words) for name, words in EXAMPLES.items()}
        asked = tuple(
            Asked(one["key"], one["label"], one["hint"]) for one in this_forum().extras if one["asked"]
        )
        paper = template_on_paper(plan, gettext, examples=examples, asked=asked)
        content = DRAWN[kind](plan, paper, gettext)
    return _sent(content, kind, f"plantilla-{this_forum().slug}-{plan.language}.{kind}")


def of_commitment(*, commitment: Commitment) -> str:
    """Offer the sheet of a commitment; one that was withdrawn has none. No statements."""
    if commitment.status is CommitmentStatus.WITHDRAWN:
        return ""
    return render_template("plan/pages/_sheet.html", ref=reference("C", commitment.number), kinds=list(DRAWN))


def _sent(content: bytes, kind: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=KINDS[kind], as_attachment=True, download_name=name)


def _tongue() -> str:
    wanted = request.args.get("idioma", "")
    return wanted if wanted in LANGUAGES else language()
