"""What the pages of this stage share: the blueprint, addresses, and what the law says to this visitor."""

from hashlib import blake2b

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import Actor, IdentityLevel, Phase, Role
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.proposals import queries
from gacocrea.proposals.models import Argument, Proposal
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment
from gacocrea.web.labels import refusal_text

bp = Blueprint("proposals", __name__)


def proposal_at(quoted: str) -> Proposal:
    """Return the public (or withdrawn) proposal of a reference in an address. Raises NotThere."""
    found = parse_reference(quoted)
    if found is None or found[0] != "P":
        raise NotThere
    proposal = queries.find(db.session(), cycle_id=this_cycle().id, number=found[1])
    if proposal is None:
        raise NotThere
    return proposal


def address(proposal: Proposal, endpoint: str = "proposals.show") -> str:
    """Return the address of a proposal's page."""
    return url_for(endpoint, ref=reference("P", proposal.number or 0))


def pillar_of(proposal: Proposal) -> Pillar:
    return next(pillar for pillar in this_cycle().pillars if pillar.id == proposal.pillar_id)


def chosen_pillar(key: str) -> Pillar:
    """Return the pillar with this key in the cycle. Raises NotThere."""
    pillar = this_cycle().pillar(key)
    if pillar is None:
        raise NotThere
    return pillar


def sees(item: Proposal | Argument) -> bool:
    """Say whether this visitor may read something: all that is not hidden, what is their own, and the desk all."""
    may = item.hidden_at is None or (item.author_id is not None and item.author_id == actor().account_id)
    return may or explain(Action.SEE_DESK, actor=actor(), moment=moment()).allowed


def is_mine(proposal: Proposal) -> bool:
    return proposal.author_id is not None and proposal.author_id == actor().account_id


def why_not(action: Action, *, level: int = 0) -> str:
    """Return why the calendar or the person's level forbids `action` now; "" when signing in is all it takes."""
    asked = actor()
    if asked.account_id is None:
        asked = Actor(roles=frozenset({Role.CITIZEN}), level=int(IdentityLevel.IN_PERSON))
    verdict = explain(action, actor=asked, moment=moment(), level=level)
    if verdict.allowed:
        return ""
    told = refusal_text(verdict.code, opens_at=verdict.opens_at, closed_at=verdict.closed_at)
    if verdict.code != "level":
        return told
    return Markup('{} <a href="{}">{}</a>').format(told, url_for("identity.mine"), _("Cómo subir de nivel"))


def order_seed() -> str | None:
    """Return what the order of the list depends on: nothing, or while people vote, the visitor.

    A signed-in person sees one order for the whole vote. A visitor's comes from address and browser, hashed
    with the secret key and the day: stable for a day, stored nowhere, and no cookie is set. Visitors who share
    both see the same order, which is as random as any other.
    """
    if Phase.VOTING not in moment().open_phases:
        return None
    if actor().account_id is not None:
        who = f"account:{actor().account_id}"
    else:
        who = f"{now().date()}:{request.remote_addr}:{request.user_agent.string}"
    key = blake2b(application().settings.secret_key.encode(), digest_size=32).digest()
    return blake2b(f"{this_cycle().id}:{who}".encode(), key=key, digest_size=16).hexdigest()
