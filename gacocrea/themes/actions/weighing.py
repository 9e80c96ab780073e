"""Before a theme goes on the ballot: each sector weighs it, and institutions say whether it can be done."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox, permissions, record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean, reference
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.moderation.rules import checked_words
from gacocrea.themes.actions.joining import hold_themes
from gacocrea.themes.models import (
    INSTITUTION_MAX,
    REASON_MAX,
    Criterion,
    Feasibility,
    Mark,
    Theme,
    ThemeCheck,
)

NOTE_MAX = 600
SUBJECT = N_("¿Se puede hacer? Consulta sobre el tema %(reference)s")
BODY = N_(
    "A quien corresponda en %(institution)s:\n\n%(forum)s quiere llevar a votación el tema «%(title)s».\n\n"
    "%(summary)s\n\n%(question)s\n\nPor favor responda hasta el %(due)s a %(contact)s. La respuesta se publica con el "
    "nombre de quien la firma.\n"
)


def check_theme(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    theme: Theme,
    marks: Mapping[Criterion, tuple[Mark, str]],
    seen_at: datetime | None,
    now: datetime,
) -> None:
    """Note how the actor's sector weighs a theme: by criterion, a mark and a note. Earlier marks are replaced.

    `seen_at` is the latest instant of the sector's marks that the page showed (None: none). Raises NotAllowed
    (law, no sector), Invalid for a long note, Conflict("check_changed") and Conflict("ballot_frozen").
    """
    permissions.require(Action.EDIT_THEME, actor=actor, moment=cycle.moment(now))
    if actor.sector_id is None:
        raise NotAllowed("role", action=Action.EDIT_THEME)
    hold_themes(session, cycle=cycle, themes=(theme,))
    wanted = select(ThemeCheck).where(ThemeCheck.theme_id == theme.id, ThemeCheck.sector_id == actor.sector_id)
    held = {check.criterion: check for check in session.scalars(wanted)}
    if max((check.at for check in held.values()), default=None) != seen_at:
        raise Conflict("check_changed")
    for criterion, (mark, note) in marks.items():
        key = {"theme_id": theme.id, "criterion": criterion, "sector_id": actor.sector_id}
        check = held.get(criterion) or ThemeCheck(**key)
        check.mark, check.by_name, check.at = mark, actor.name, now
        check.note = checked_words(criterion.value, note, least=0, most=NOTE_MAX)
        session.add(check)
    session.flush()
    facts = {criterion.value: mark.value for criterion, (mark, _note) in marks.items()}
    _note(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="theme.weighed", marks=facts)


def ask_feasibility(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    forum: Forum,
    theme: Theme,
    institution: str,
    contact: str,
    question: str,
    due_on: date,
    today: date,
    now: datetime,
) -> Feasibility:
    """Ask an institution by letter whether a theme can be done, until a day. Its answer is typed in when it comes.

    Raises NotAllowed, Conflict("ballot_frozen") and Invalid: no institution, address or question, a day that is past.
    """
    permissions.require(Action.ASK_FEASIBILITY, actor=actor, moment=cycle.moment(now))
    hold_themes(session, cycle=cycle, themes=(theme,))
    institution = clean(checked_words("institution", institution, least=3, most=INSTITUTION_MAX), multiline=False)
    contact = clean(contact, multiline=False)
    if not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+", contact):
        raise Invalid("contact", "contact_wrong")
    if due_on <= today:
        raise Invalid("due_on", "due_past")
    asked = Feasibility(
        theme_id=theme.id, institution=institution, contact=contact, due_on=due_on, asked_by=actor.name, asked_at=now,
        question=checked_words("question", question, least=20, most=REASON_MAX),
    )  # fmt: skip
    session.add(asked)
    session.flush()
    outbox.queue(
        session, key=f"feasibility:{asked.id}", to=contact, language="es", subject=SUBJECT, body=BODY, now=now,
        reference=reference("T", theme.number), institution=institution, forum=forum.name, title=theme.title,
        summary=theme.summary, question=asked.question, due=due_on.strftime("%d/%m/%Y"),
        contact=forum.contact or forum.secretariat_name,
    )  # fmt: skip
    _note(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="feasibility.asked", institution=institution,
          due_on=due_on.isoformat())  # fmt: skip
    return asked


def enter_feasibility(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    theme: Theme,
    asked: Feasibility,
    mark: Mark,
    answer: str,
    signed_by: str,
    now: datetime,
) -> Feasibility:
    """Type in what an institution answered and who signed it; an answer is entered once.

    Raises NotAllowed, NotThere, Conflict("feasibility_entered", by=) and Invalid.
    """
    permissions.require(Action.ASK_FEASIBILITY, actor=actor, moment=cycle.moment(now))
    session.refresh(asked, with_for_update=True)
    if asked.theme_id != theme.id or theme.cycle_id != cycle.id:
        raise NotThere
    if asked.answered_at is not None:
        raise Conflict("feasibility_entered", by=asked.typed_by)
    said = checked_words("answer", answer, least=20, most=REASON_MAX)
    signed = clean(checked_words("signed_by", signed_by, least=3, most=INSTITUTION_MAX), multiline=False)
    asked.mark, asked.answer, asked.signed_by = mark, said, signed
    asked.typed_by, asked.answered_at = actor.name, now
    session.flush()
    _note(session, actor=actor, cycle=cycle, theme=theme, now=now, verb="feasibility.answered",
          institution=asked.institution, mark=mark.value)  # fmt: skip
    return asked


def _note(
    session: Session, *, actor: Actor, cycle: Cycle, theme: Theme, now: datetime, verb: str, **facts: object
) -> None:
    record.write(
        session, actor=actor, now=now, verb=verb, subject=reference("T", theme.number), forum_id=cycle.forum_id,
        cycle_id=cycle.id, reason="", **facts,
    )  # fmt: skip
