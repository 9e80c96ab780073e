"""What the front floor says on the pages below."""

from flask import render_template

from gacocrea.cycle.models import Cycle


def foreword_of_cycle(*, cycle: Cycle) -> str:
    """Return how a cycle introduces itself, "" when it does not."""
    return render_template("home/pages/_foreword.html", cycle=cycle) if cycle.foreword else ""
