"""What commitments say on lower floors' pages."""

from typing import Any

from flask import render_template

from gacocrea.commitments import queries
from gacocrea.web.extensions import db


def of_theme(*, theme: Any, **_about: Any) -> str:
    """Say which commitment a theme became, also one that was withdrawn, with its reason."""
    found = queries.of_themes(db.session(), [theme.id]).get(theme.id)
    return render_template("commitments/pages/_theme.html", commitment=found) if found else ""
