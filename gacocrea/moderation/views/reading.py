"""What the queue of review shows: read once for the page, whatever was asked of it."""

from dataclasses import dataclass, field

from flask import request

from gacocrea.core.permissions import Action, Verdict
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation import actions, queries
from gacocrea.moderation.models import Item, Report
from gacocrea.moderation.queries import BurstRow, Page, Row, Show
from gacocrea.moderation.queries.queue import rows_of
from gacocrea.moderation.rules import may_decide
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment

COMPACT = 200
"""How many texts the compact queue holds."""


@dataclass
class ReviewPage:
    """Everything on the page. `row` is None when the queue is empty."""

    show: Show
    pillar: Pillar | None
    is_compact: bool
    queue: Page
    counts: dict[Show, int]
    bursts: list[BurstRow]
    burst: BurstRow | None = None
    row: Row | None = None
    is_chosen: bool = False
    marked: set[str] = field(default_factory=set)
    reports: list[Report] = field(default_factory=list)
    verdict: Verdict = field(default_factory=lambda: Verdict(True))


def read_page(marked: dict[str, int]) -> ReviewPage:
    """Return the queue as the address asks for it: ?ver=, ?pilar=, ?desde=, ?compacta=, ?rafaga=, ?t=, ?todas=."""
    session, cycle, asked = db.session(), this_cycle(), request.args
    shown = asked.get("ver", "")
    show = Show(shown) if shown in list(Show) else Show.ALL
    pillar = cycle.pillar(asked.get("pilar", ""))
    found = queries.bursts_of(session, cycle_id=cycle.id)
    burst = next((one for one in found if one.targets[0] == asked.get("rafaga")), None)
    is_compact = bool(asked.get("compacta")) or burst is not None
    queue = (
        Page(rows_of(session, list(burst.items)), "")
        if burst
        else queries.page_of(
            session, cycle_id=cycle.id, show=show, pillar_id=pillar.id if pillar else None,
            after=asked.get("desde", ""), **({"size": COMPACT} if is_compact else {}),
        )
    )  # fmt: skip
    page = ReviewPage(show, pillar, is_compact, queue, queries.counts(session, cycle.id), found, burst)
    every = asked.get("todas") or (burst is not None and not marked)
    page.marked = {row.item.target for row in queue.rows} if every else set(marked)
    _choose(page, asked.get("t", "") or next(iter(marked), ""))
    return page


def _choose(page: ReviewPage, target: str) -> None:
    session, wanted = db.session(), target
    page.is_chosen = bool(target)
    page.row = next((row for row in page.queue.rows if row.item.target == wanted), None)
    if page.row is None and wanted:
        items = queries.items_at(session, cycle_id=this_cycle().id, targets=[wanted])
        page.row = next(iter(rows_of(session, items)), None)
    if page.row is None:
        page.row, page.is_chosen = next(iter(page.queue.rows), None), False
    if page.row is not None:
        page.reports = queries.reports_on(session, page.row.item)
        page.verdict = _may(page.row.item)


def _may(item: Item) -> Verdict:
    people, institutions = actions.interests_of(db.session(), forum_id=this_forum().id, item=item)
    return may_decide(Action.HIDE, actor=actor(), moment=moment(), people=people, institutions=institutions)
