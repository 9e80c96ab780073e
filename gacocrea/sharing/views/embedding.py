"""How to show a card on another page: choose it, look at it, copy the code."""

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments import queries
from gacocrea.commitments.models import CommitmentStatus
from gacocrea.core.permissions import Action
from gacocrea.core.text import excerpt, reference
from gacocrea.cycle.place import this_cycle
from gacocrea.sharing.views.base import bp
from gacocrea.sharing.views.cards import THEMES
from gacocrea.web.application import application
from gacocrea.web.edges.headers import CONTENT
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.reading import LANGUAGES, language

HEIGHTS = {"resultado": 430, "avance": 290, "compromiso": 330}
"""Dots that a card needs at the width of a phone, by its kind."""


@dataclass(frozen=True)
class Choice:
    """A card that can be chosen: how the address names it, what it is called, and the address without its looks."""

    key: str
    label: str
    path: str

    @property
    def height(self) -> int:
        return HEIGHTS[self.key.partition("-")[0]]


@bp.get("/<forum>/<cycle>/incrustar")
@needs(Action.READ)
def embed() -> ResponseReturnValue:
    """Show a card in a frame of this site, and the code for other sites."""
    choices = _choices()
    chosen = next((one for one in choices if one.key == request.args.get("tarjeta")), choices[0])
    theme, tongue = request.args.get("tema", ""), request.args.get("idioma", "")
    theme, tongue = theme if theme in THEMES else "", tongue if tongue in LANGUAGES else language()
    looks = f"?idioma={tongue}" + (f"&tema={theme}" if theme else "")
    url = application().settings.public_url + chosen.path + looks
    page = render_template(
        "sharing/pages/embed.html", choices=choices, chosen=chosen, theme=theme, tongue=tongue,
        shown=chosen.path + looks, url=url, languages=LANGUAGES, is_published=this_cycle().published_at is not None,
    )  # fmt: skip
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = f"{CONTENT}; frame-src 'self'"
    return answer


def _choices() -> list[Choice]:
    """Return the cards of this cycle. Two statements."""
    results = [
        Choice(
            f"resultado-{pillar.key}",
            _("Resultado: %(pillar)s", pillar=pillar.name),
            url_for("sharing.result_card", pillar=pillar.key),
        )
        for pillar in this_cycle().pillars
    ]
    plan = Choice("avance", _("Avance del plan"), url_for("sharing.progress_card"))
    found = queries.all_of(db.session(), this_cycle().id)
    promises = [
        Choice(
            f"compromiso-{ref}", f"{ref} {excerpt(one.name, 60)}", url_for("sharing.commitment_card", ref=ref)
        )
        for one in found
        if one.status is not CommitmentStatus.WITHDRAWN and (ref := reference("C", one.number))
    ]
    return [*results, plan, *promises]
