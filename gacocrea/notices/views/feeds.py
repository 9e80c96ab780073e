"""Atom feeds (RFC 4287) of the public record: a cycle, its new proposals, a pillar, a commitment."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.notices import queries
from gacocrea.notices.queries import Told
from gacocrea.notices.rules import SENTENCES, entry_name
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.reading import language

bp = Blueprint("feeds", __name__)
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
NEW_PROPOSALS = ("proposal.submitted", "proposal.entered")


@bp.get("/<forum>/<cycle>/novedades.atom")
@needs(Action.READ)
def cycle() -> ResponseReturnValue:
    found = queries.latest(db.session(), cycle_id=this_cycle().id, most=MOST)
    return _feed(this_cycle().title, found)


@bp.get("/<forum>/<cycle>/propuestas.atom")
@needs(Action.READ)
def proposals() -> ResponseReturnValue:
    found = queries.latest(db.session(), cycle_id=this_cycle().id, verbs=NEW_PROPOSALS, most=MOST)
    return _feed(_("Propuestas nuevas"), found)


@bp.get("/<forum>/<cycle>/pilares/<pillar>.atom")
@needs(Action.READ)
def pillar(pillar: str) -> ResponseReturnValue:
    asked = this_cycle().pillar(pillar)
    if asked is None:
        raise NotThere
    found = queries.latest(db.session(), cycle_id=this_cycle().id)
    return _feed(asked.name, [item for item in found if item.thing.pillar == asked.key][:MOST])


@bp.get("/<forum>/<cycle>/compromisos/<ref>.atom")
@needs(Action.READ)
def commitment(ref: str) -> ResponseReturnValue:
    if not ref.startswith("C-") or not queries.is_there(db.session(), this_cycle().id, ref):
        raise NotThere
    found = queries.latest(db.session(), cycle_id=this_cycle().id, subject=ref, most=MOST)
    return _feed(_("Compromiso %(ref)s", ref=ref), found)


def _feed(title: str, items: Iterable[Told]) -> Response:
    """Return a feed. The name of an entry comes from its hash in the record, and never changes."""
    site, forum, items = application().settings.public_url, this_forum(), list(items)
    here = site + request.path
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language()})
    newest = items[0].entry.at if items else this_cycle().published_at or now()
    _fill(feed, id=here, title=f"{title}. {forum.name}", updated=newest.isoformat())
    _fill(SubElement(feed, "author"), name=forum.name)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/{forum.slug}/"})
    for item in items:
        entry = SubElement(feed, "entry")
        words = _(SENTENCES[item.entry.verb]) % {"thing": item.thing.name}
        _fill(entry, id=entry_name(item.entry.digest), title=words, updated=item.entry.at.isoformat())
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site + item.thing.path})
    return Response(tostring(feed, "utf-8", xml_declaration=True), mimetype="application/atom+xml")


def _fill(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
