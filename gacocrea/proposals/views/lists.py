"""The list of proposals, and what is like what somebody is typing."""

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from gacocrea.core.permissions import Action
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.proposals import queries
from gacocrea.proposals.models import PUBLIC, ProposalStatus
from gacocrea.proposals.views.base import bp, order_seed, why_not
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

TYPED_MOST = 2000


@dataclass(frozen=True)
class Choice:
    """A pillar above the list, with how many proposals it has."""

    pillar: Pillar
    url: str
    state: str
    is_current: bool


@dataclass(frozen=True)
class Wanted:
    """What a visitor asked the list for, as the address says it."""

    pillar: Pillar | None
    words: str
    status: ProposalStatus | None
    after: str | None

    def url(self, *, pillar: Pillar | None = None, after: str | None = None) -> str:
        """Return the same list elsewhere: under a pillar, or its next page."""
        return url_for(
            "proposals.index",
            pilar=pillar.key if pillar else None,
            q=self.words or None,
            estado=self.status.value if self.status else None,
            desde=after,
        )


def _wanted() -> Wanted:
    status = request.args.get("estado", "")
    return Wanted(
        pillar=this_cycle().pillar(request.args.get("pilar", "")),
        words=" ".join(request.args.get("q", "")[:200].split()),
        status=ProposalStatus(status) if status in {public.value for public in PUBLIC} else None,
        after=request.args.get("desde", "")[:64] or None,
    )


def _counted(count: int) -> str:
    return str(ngettext("%(num)d propuesta", "%(num)d propuestas", count))


def _choices(wanted: Wanted, counts: dict[int, int]) -> list[Choice]:
    return [
        Choice(pillar, wanted.url(pillar=pillar), _counted(counts.get(pillar.id, 0)), pillar is wanted.pillar)
        for pillar in this_cycle().pillars
    ]


def _page(wanted: Wanted, seed: str | None) -> queries.Page:
    return queries.page_of(
        db.session(),
        cycle_id=this_cycle().id,
        pillar_id=wanted.pillar.id if wanted.pillar else None,
        words=wanted.words,
        status=wanted.status,
        after=wanted.after,
        seed=seed,
    )


@bp.route("/<forum>/<cycle>/propuestas")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    wanted, cycle, seed = _wanted(), this_cycle(), order_seed()
    counts = queries.count_by_pillar(db.session(), cycle_id=cycle.id)
    return render_template(
        "proposals/pages/index.html",
        page=_page(wanted, seed),
        wanted=wanted,
        choices=_choices(wanted, counts),
        total=sum(counts.values()),
        pillars={pillar.id: pillar for pillar in cycle.pillars},
        statuses=PUBLIC,
        is_shuffled=seed is not None,
        why_not=why_not(Action.PROPOSE, level=cycle.propose_level),
    )


@bp.route("/<forum>/<cycle>/propuestas/parecidas")
@needs(Action.READ)
def similar() -> ResponseReturnValue:
    typed = " ".join(request.args.get(name, "") for name in ("title", "problem", "texto"))[:TYPED_MOST]
    found = queries.similar_to(db.session(), cycle_id=this_cycle().id, text=typed)
    if not found:
        return ""
    return render_template("proposals/pages/_similar.html", similar=found)
