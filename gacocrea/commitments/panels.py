"""What commitments say on lower floors' pages."""

from typing import Any

from flask import render_template

from gacocrea.commitments import queries
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment


def of_theme(*, theme: Any, **_about: Any) -> str:
    """Say which commitment a theme became, also one that was withdrawn, with its reason."""
    found = queries.of_themes(db.session(), [theme.id]).get(theme.id)
    return render_template("commitments/pages/_theme.html", commitment=found) if found else ""


def of_desk(**_about: Any) -> str:
    """Tell the core group which winners wait to be drafted. Two statements at most."""
    if not explain(Action.DRAFT_COMMITMENT, actor=actor(), moment=moment()).allowed:
        return ""
    waiting = len(queries.waiting_themes(db.session(), this_cycle().id))
    return render_template("commitments/pages/_waiting.html", waiting=waiting) if waiting else ""


def of_comments(**_about: Any) -> str:
    """Tell the core group how many comments wait for an answer. Two statements at most."""
    if not explain(Action.ANSWER_COMMENT, actor=actor(), moment=moment()).allowed:
        return ""
    waiting = queries.participation(db.session(), this_cycle().id).waiting
    return render_template("commitments/pages/_comments_wait.html", waiting=waiting) if waiting else ""
