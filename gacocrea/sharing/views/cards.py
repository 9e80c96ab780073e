"""Cards for other people's pages: shown in a frame, the same for everybody, without cookie, session or script.

They alone may be framed (see let_frame); everything else refuses it. The page "embed" shows how.
"""

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, request

from gacocrea.commitments.models import CommitmentStatus
from gacocrea.commitments.views import this_commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.sharing import cards
from gacocrea.sharing.cards import Card
from gacocrea.sharing.views.base import bp, speak
from gacocrea.web.edges.assets import palette_sheets
from gacocrea.web.edges.headers import let_frame
from gacocrea.web.guards import for_anyone, needs
from gacocrea.web.reading import language

MINUTES = 5 * 60
THEMES = {"claro": "light", "oscuro": "dark"}
RESULT, PROGRESS = "sharing/pages/card/result.html", "sharing/pages/card/progress.html"


@dataclass(frozen=True)
class Look:
    """How a card is shown, as its address asks."""

    lang: str
    theme: str
    sheets: list[str]
    is_example: bool


@bp.get("/<forum>/<cycle>/incrustar/resultado/<pillar>")
@needs(Action.READ)
@for_anyone
def result_card(pillar: str) -> Response:
    """Show the result of a pillar, or that there is none yet."""
    speak()
    asked = this_cycle().pillar(pillar)
    if asked is None:
        raise NotThere
    return _shown(RESULT, *cards.of_pillar(asked))


@bp.get("/<forum>/<cycle>/incrustar/avance")
@needs(Action.READ)
@for_anyone
def progress_card() -> Response:
    """Show how the plan goes."""
    speak()
    return _shown(PROGRESS, *cards.of_plan())


@bp.get("/<forum>/<cycle>/incrustar/compromiso/<ref>")
@needs(Action.READ)
@for_anyone
def commitment_card(ref: str) -> Response:
    """Show how a commitment goes."""
    speak()
    commitment = this_commitment(ref)
    if commitment.status is CommitmentStatus.WITHDRAWN:
        raise NotThere
    return _shown(PROGRESS, *cards.of_promise(commitment, _pillar(commitment.pillar_id)))


def _pillar(pillar_id: int) -> Pillar:
    return next(pillar for pillar in this_cycle().pillars if pillar.id == pillar_id)


def _shown(template: str, card: Card, more: dict[str, Any]) -> Response:
    """Return a card. What every page of the site is given is left out: it would look who asks."""
    theme = THEMES.get(request.args.get("tema", ""), "")
    look = Look(language(), theme, palette_sheets([card.palette], strong=False), this_forum().is_example)
    answer = Response(current_app.jinja_env.get_template(template).render(card=card, look=look, **more))
    answer.mimetype = "text/html"
    answer.cache_control.public = True
    answer.cache_control.max_age = MINUTES
    let_frame()
    return answer
