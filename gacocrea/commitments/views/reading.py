"""Reading commitments: the list, one of them, and how it changed."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from gacocrea.commitments import actions, comparing, queries
from gacocrea.commitments.forms import REMARKS, label_of
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.commitments.rules import EXTRA, from_json, number_remark
from gacocrea.commitments.views.base import (
    address,
    bp,
    drafting,
    pillar_of,
    this_commitment,
    why_not,
)
from gacocrea.commitments.views.consulting import may_comment
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.models import Motion
from gacocrea.forum.queries import motions_about
from gacocrea.voting.queries import theme_results
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs


@bp.get("/<forum>/<cycle>/compromisos")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    found = queries.all_of(db.session(), this_cycle().id)
    return render_template(
        "commitments/pages/index.html",
        commitments=found,
        themes=queries.themes_of(db.session(), [row.id for row in found]),
        waiting=queries.waiting_themes(db.session(), this_cycle().id) if drafting().allowed else [],
        why_not=why_not(drafting()),
        may_draft=drafting().allowed,
        advice=_advice(found) if drafting().allowed else "",
    )


def _advice(found: list[Commitment]) -> str:
    """Say to those who draft when the plan has more or fewer commitments than OGP advises."""
    living = [row for row in found if row.status is not CommitmentStatus.WITHDRAWN]
    code = number_remark(len(living)) if living else None
    return str(REMARKS[code]) if code else ""


@bp.get("/<forum>/<cycle>/compromisos/<ref>")
@needs(Action.READ)
def show(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    if ref != reference("C", commitment.number):
        return redirect(address(commitment), 301)
    themes = queries.themes_of(db.session(), [commitment.id])[commitment.id]
    return render_template(
        "commitments/pages/show.html",
        commitment=commitment,
        pillar=pillar_of(commitment),
        themes=themes,
        comments=len(queries.comments_on(db.session(), commitment.id)),
        verdict=may_comment(),
        motions=_motions(commitment),
        left=queries.left_theme(db.session(), commitment),
        votes=theme_results(db.session(), [theme.theme_id for theme in themes]),
        may_draft=drafting().allowed,
        why_not=why_not(drafting()),
        team=queries.team_of(db.session(), commitment.id),
        extras=_extras(commitment),
    )


def _motions(commitment: Commitment) -> list[Motion]:
    subject = actions.subject_of(this_cycle(), commitment)
    return motions_about(db.session(), this_cycle().forum_id, actions.AGREEMENT, subject)


def _extras(commitment: Commitment) -> list[tuple[str, str]]:
    return [(label_of(EXTRA + key), answer) for key, answer in commitment.extras.items()]


@bp.get("/<forum>/<cycle>/compromisos/<ref>/versiones")
@needs(Action.READ)
def versions(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    found = queries.versions_of(db.session(), commitment.id)
    wanted = (request.args.get("de", type=int), request.args.get("a", type=int))
    older, newer = comparing.pick(found, *wanted)
    return render_template(
        "commitments/pages/versions.html",
        commitment=commitment,
        pillar=pillar_of(commitment),
        versions=found,
        older=older,
        newer=newer,
        changes=comparing.changes(from_json(older.sheet), from_json(newer.sheet)),
        because=queries.changed_by(db.session(), commitment.id),
    )
