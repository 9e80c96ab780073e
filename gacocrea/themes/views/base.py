"""What the pages of this stage share: the blueprints, and the addresses of what they speak of."""

from flask import Blueprint, url_for

from gacocrea.core.errors import NotThere
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.themes.models import Theme
from gacocrea.web.application import application

bp = Blueprint("themes", __name__)
desk_bp = Blueprint("desk", __name__)
"""The desk has a line of its own in the navigation, so it has its own name."""


def number_of(kind: str, quoted: str) -> int:
    """Return the number of a reference of this kind in an address. Raises NotThere."""
    found = parse_reference(quoted)
    if found is None or found[0] != kind:
        raise NotThere
    return found[1]


def theme_url(theme: Theme) -> str:
    """Return the address of a theme's page."""
    return url_for("themes.show", ref=reference("T", theme.number))


def proposal_url(quoted: str) -> str:
    """Return the address of a proposal's page, from "P-0123"."""
    return url_for("proposals.show", ref=quoted)


def public_address(quoted: str) -> str:
    """Return the whole address of a proposal, for letters."""
    return application().settings.public_url + proposal_url(quoted)


def pillars() -> dict[int, Pillar]:
    """Return the pillars of this cycle by their id."""
    return {pillar.id: pillar for pillar in this_cycle().pillars}
