"""The plan as it stands, gathered for a document: with words, addresses, and what upper floors know of it."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext

from gacocrea.core.errors import Conflict
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.tongues import in_tongue
from gacocrea.forum.models import Forum, Treatment
from gacocrea.plan import queries
from gacocrea.plan.document import PlanDocument
from gacocrea.themes import queries as themes
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.reading import addressing

DRAFT, ADOPTED = N_("Borrador"), N_("Adoptado")


def tell_completions(app: Any, provider: queries.Completions) -> None:
    """Let the floor that follows commitments say how far they got."""
    app.extensions["completions"] = provider


def gather(
    forum: Forum, cycle: Cycle, tongue: str, *, with_annex: bool = True, with_evidence: bool | None = None
) -> PlanDocument:
    """Return the plan of `cycle` as it stands, with its labels in the language `tongue`.

    The evidence (earlier plans, minutes, decisions) comes with the annex unless it is asked for or not.
    """
    adopted = queries.is_adopted(db.session(), cycle.id)
    if adopted and with_annex:
        _require_answers(cycle)
    with force_locale(tongue), addressing(familiar=forum.treatment is Treatment.TU):
        words: Callable[[Enum], str] = label
        return queries.assemble(
            db.session(),
            forum=forum,
            cycle=cycle,
            language=tongue,
            version=gettext(ADOPTED if adopted else DRAFT),
            words=words,
            now=now(),
            address=_addresses(forum, cycle),
            completions=_completions,
            with_annex=with_annex,
            with_evidence=with_annex if with_evidence is None else with_evidence,
            tell=in_tongue(forum, cycle, tongue),
        )


def _require_answers(cycle: Cycle) -> None:
    """The adopted plan leaves once every proposal has its answer. Raises Conflict("responses_missing", left=)."""
    answered, total = themes.progress(db.session(), cycle.id)
    if answered < total:
        raise Conflict("responses_missing", left=total - answered)


def _completions(ids: Sequence[int]) -> Mapping[int, Enum]:
    provider: queries.Completions | None = current_app.extensions.get("completions")
    return provider(ids) if provider and ids else {}


def _addresses(forum: Forum, cycle: Cycle) -> queries.Address:
    """Return what makes the full address of a page, also where nobody asked for a page (the command line)."""

    def address(endpoint: str, /, **values: str) -> str:
        pages = current_app.url_map
        place = {"forum": forum.slug, "cycle": cycle.slug}
        known = {name: slug for name, slug in place.items() if pages.is_endpoint_expecting(endpoint, name)}
        return application().settings.public_url + pages.bind("").build(endpoint, {**known, **values})

    return address
