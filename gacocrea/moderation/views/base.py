"""What the pages of this stage share: the blueprint, the item of an address, and links for letters."""

from flask import Blueprint, request, url_for

from gacocrea.core.errors import NotThere
from gacocrea.core.text import parse_reference, reference, whole
from gacocrea.cycle.place import this_cycle
from gacocrea.moderation.models import Item
from gacocrea.proposals import queries as proposals
from gacocrea.web.application import application
from gacocrea.web.extensions import db

bp = Blueprint("moderation", __name__)


def asked_item(ref: str) -> Item:
    """Return the proposal of an address, or the argument of it that ?argumento= names. Raises NotThere."""
    found = parse_reference(ref)
    if found is None or found[0] != "P":
        raise NotThere
    proposal = proposals.find(db.session(), cycle_id=this_cycle().id, number=found[1])
    if proposal is None:
        raise NotThere
    if "argumento" not in request.args:
        return Item(proposal)
    wanted = whole(request.args["argumento"])
    said = proposals.arguments_of(db.session(), proposal_id=proposal.id)
    argument = next((one for one in said if one.id == wanted), None)
    if argument is None:
        raise NotThere
    return Item(proposal, argument)


def item_url(item: Item) -> str:
    """Return the address of an item on its proposal's page."""
    mark = f"argumento-{item.argument.id}" if item.argument else None
    return url_for("proposals.show", ref=reference("P", item.proposal.number or 0), _anchor=mark)


def public_address(quoted: str) -> str:
    """Return the whole address of a proposal, for letters."""
    return application().settings.public_url + url_for("proposals.show", ref=quoted)
