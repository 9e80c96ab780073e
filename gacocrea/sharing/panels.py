"""What sharing says on other pages: the tags that messages read, and a block with the short address."""

from typing import Any

from flask import g, render_template, request

from gacocrea.commitments.models import Commitment
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.learning.models import Course
from gacocrea.proposals.models import Proposal
from gacocrea.sharing.things import Thing, at_page, of_commitment, of_course, of_cycle, of_proposal, of_theme
from gacocrea.themes.models import Theme
from gacocrea.web.reading import language

LOCALES = {"es": "es_LA", "en": "en_US", "pt": "pt_BR"}


def head(**_about: Any) -> str:
    """Return the tags of the page that is served, when it is about something. Two statements at most."""
    thing = g.shared = at_page(request.endpoint, request.view_args or {})
    if thing is None:
        return ""
    return render_template("sharing/pages/_head.html", thing=thing, locales=LOCALES, language=language())


def of_proposal_page(*, proposal: Proposal) -> str:
    """Return the block for a proposal that is on the list."""
    return _block(of_proposal(proposal))


def of_theme_page(*, theme: Theme) -> str:
    """Return the block for a theme."""
    return _block(of_theme(theme))


def of_commitment_page(*, commitment: Commitment) -> str:
    """Return the block for a commitment of the plan or its draft."""
    return _block(of_commitment(commitment))


def of_result_page(*, pillar: Pillar, **_about: Any) -> str:
    """Return the block for a result, once it is published: the page has found it for its tags."""
    thing: Thing | None = g.get("shared")
    return _block(thing if thing and thing.pillar is pillar else None)


def of_course_page(*, course: Course) -> str:
    """Return the block for a course that was announced."""
    thing = of_course(course)
    return render_template("sharing/pages/_share.html", thing=thing, in_cycle=False) if thing else ""


def of_cycle_page(*, cycle: Cycle) -> str:
    """Return the block for a cycle."""
    return _block(of_cycle(cycle))


def _block(thing: Thing | None) -> str:
    if thing is None or this_cycle().published_at is None:
        return ""
    return render_template("sharing/pages/_share.html", thing=thing, in_cycle=True)
