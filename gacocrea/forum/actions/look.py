"""The secretariat dresses its forum: name, sentence, logo."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image
from sqlalchemy import delete
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.colour.drawing import on_plate
from gacocrea.core.errors import Invalid
from gacocrea.core.files import clean_logo, logo_file
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum, Look, PublicFile
from gacocrea.forum.rules import check_lead, check_words, logo_size


@dataclass(frozen=True)
class LookPlan:
    """How a forum wants to look. Files are as they were sent; None leaves what there is."""

    name: str
    lead: str = ""
    logo: bytes | None = None
    dark_logo: bytes | None = None
    plate: bool = False
    without_logo: bool = False


def keep_look(session: Session, *, actor: Actor, forum: Forum, look: LookPlan, now: datetime) -> Look:
    """Dress a forum. A new logo takes the place of both that there were; `plate` makes the dark one of the light one.

    Raises NotAllowed but for the secretariat; Invalid on "name", "lead", "logo" and "dark_logo" for what
    `rules.check_words`, `rules.check_lead`, `core.files.clean_logo` and `rules.logo_size` refuse, and on "dark_logo"
    ("dark_logo_alone", "logo_shapes") without a light one of about its shape.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    check_words(name=look.name, time_zone=forum.time_zone)
    check_lead(look.lead)
    kept = _look_of(forum)
    forum.name, kept.lead = look.name, look.lead
    before = {kept.logo_id, kept.dark_logo_id}
    if look.without_logo or look.logo:
        kept.logo_id = kept.dark_logo_id = None
        kept.width = kept.height = 0
    if not look.without_logo:
        _hang(session, actor, forum, look, now)
    session.flush()
    session.execute(
        delete(PublicFile).where(PublicFile.id.in_(before - {None, kept.logo_id, kept.dark_logo_id}))
    )
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.dressed",
        subject=forum.slug,
        forum_id=forum.id,
        name=forum.name,
        lead=kept.lead,
        logo=_print_of(session, kept.logo_id),
        dark_logo=_print_of(session, kept.dark_logo_id),
    )
    return kept


def _hang(session: Session, actor: Actor, forum: Forum, look: LookPlan, now: datetime) -> None:
    """Hang what was sent; a drawing for dark paper goes before a plate."""
    kept = _look_of(forum)
    if look.logo:
        drawing = _drawing("logo", look.logo)
        kept.width, kept.height = logo_size(*drawing.size)
        kept.logo_id = _keep(session, actor, forum, drawing, now)
    if look.dark_logo:
        _hang_dark(session, actor, forum, look.dark_logo, now)
    elif look.plate and kept.logo_id is not None:
        light = Image.open(io.BytesIO(session.get_one(PublicFile, kept.logo_id).content)).convert("RGBA")
        kept.dark_logo_id = _keep(session, actor, forum, on_plate(light), now)


def _look_of(forum: Forum) -> Look:
    if forum.look is None:
        forum.look = Look(forum_id=forum.id, lead="", width=0, height=0)
    return forum.look


def _hang_dark(session: Session, actor: Actor, forum: Forum, content: bytes, now: datetime) -> None:
    drawing, kept = _drawing("dark_logo", content), _look_of(forum)
    if kept.logo_id is None:
        raise Invalid("dark_logo", "dark_logo_alone")
    shape, other = drawing.width / drawing.height, kept.width / kept.height
    if not 0.9 <= shape / other <= 1.1:
        raise Invalid("dark_logo", "logo_shapes")
    kept.dark_logo_id = _keep(session, actor, forum, drawing, now)


def _drawing(field: str, content: bytes) -> Image.Image:
    try:
        return clean_logo(content)
    except Invalid as refusal:
        raise Invalid(field, refusal.code, **refusal.facts) from refusal


def _keep(session: Session, actor: Actor, forum: Forum, drawing: Image.Image, now: datetime) -> int:
    made = logo_file(drawing)
    kept = PublicFile(
        forum_id=forum.id,
        kind=made.kind,
        sha256=hashlib.sha256(made.content).hexdigest(),
        size=len(made.content),
        alt=forum.name,
        by_name=actor.name,
        at=now,
        content=made.content,
    )
    session.add(kept)
    session.flush()
    return kept.id


def _print_of(session: Session, file_id: int | None) -> str:
    kept = session.get(PublicFile, file_id) if file_id else None
    return kept.sha256 if kept else ""
