"""The letters of moderation: why a text was hidden, what became of a report, a correction, an appeal's outcome."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.text import excerpt, reference
from gacocrea.core.words import N_
from gacocrea.moderation.models import APPEAL_DAYS, Appeal, AppealOutcome, Item, Report, Ruling, Verdict
from gacocrea.moderation.rules import AUTHOR
from gacocrea.people.models import Account

HIDDEN_SUBJECT = N_("Ocultamos un texto suyo en %(reference)s")
HIDDEN = N_(
    "%(name)s:\n\nEl grupo núcleo ocultó este texto suyo: «%(text)s».\n\nRegla que se citó: %(rule)s.\n\n%(reason)s\n\n"
    "Usted puede seguir leyéndolo, y puede apelar durante %(days)s días: decidirá alguien de otro sector. "
    "Aquí: %(address)s\n"
)
CORRECTED_SUBJECT = N_("Corregimos una decisión sobre %(reference)s")
CORRECTED = N_(
    "%(name)s:\n\nLe escribimos antes sobre este texto suyo: «%(text)s». Esa decisión se deshizo y ya no vale.\n\n"
    "%(reason)s\n\nAquí: %(address)s\n"
)
REPORT_SUBJECT = N_("Revisamos lo que usted denunció en %(reference)s")
REPORT_HIDDEN = N_("Alguien del grupo núcleo leyó el texto y lo ocultó por la regla %(rule)s.\n\nAquí: %(address)s\n")
REPORT_KEPT = N_(
    "Alguien del grupo núcleo leyó el texto y decidió que sigue a la vista.\n\n%(reason)s\n\nAquí: %(address)s\n"
)
HEARD_SUBJECT = N_("Su apelación sobre %(reference)s tiene respuesta")
GRANTED = N_(
    "%(name)s:\n\nUna persona de otro sector leyó su apelación y le dio la razón: la decisión ya no vale.\n\n"
    "%(reason)s\n\nAquí: %(address)s\n"
)
DENIED = N_(
    "%(name)s:\n\nUna persona de otro sector leyó su apelación y mantuvo la decisión.\n\n%(reason)s\n\n"
    "Aquí: %(address)s\n"
)


def tell_hidden(
    session: Session, *, item: Item, ruling: Ruling, address: Callable[[str], str], now: datetime
) -> None:
    """Write to the author what was hidden, by which rule and why, and how to appeal."""
    _write(session, item=item, key=hidden_key(ruling), subject=HIDDEN_SUBJECT, body=HIDDEN, address=address, now=now,
           reason=ruling.reason, rule=ruling.rule, days=APPEAL_DAYS)  # fmt: skip


def hidden_key(ruling: Ruling) -> str:
    """Return the key of the letter that says what was hidden."""
    return f"ruling:{ruling.id}:hidden"


def tell_corrected(
    session: Session, *, item: Item, key: str, reason: str, address: Callable[[str], str], now: datetime
) -> None:
    """Take back the letter `key`; where it has left already, a correction follows it."""
    if outbox.recall(session, key=key):
        _write(session, item=item, key=f"{key}:corrected", subject=CORRECTED_SUBJECT, body=CORRECTED,
               address=address, now=now, reason=reason)  # fmt: skip


def tell_heard(
    session: Session, *, item: Item, appeal: Appeal, address: Callable[[str], str], now: datetime
) -> None:
    """Write to the author what became of their appeal, and why."""
    body = GRANTED if appeal.outcome is AppealOutcome.GRANTED else DENIED
    _write(session, item=item, key=f"appeal:{appeal.id}:heard", subject=HEARD_SUBJECT, body=body, address=address,
           now=now, reason=appeal.reason)  # fmt: skip


def tell_reporters(
    session: Session,
    *,
    item: Item,
    ruling: Ruling,
    reports: tuple[ColumnElement[bool], ...],
    address: Callable[[str], str],
    now: datetime,
) -> None:
    """Write to those who reported an item what was decided. One statement, and the letters."""
    wanted = select(Report.id, Account.email, Account.language).join(Account, Account.id == Report.reporter_id)
    body = REPORT_HIDDEN if ruling.verdict is Verdict.HIDDEN else REPORT_KEPT
    quoted = reference("P", item.proposal.number or 0)
    for report_id, email, language in session.execute(wanted.where(*reports)):
        if email:
            outbox.queue(session, key=f"report:{report_id}:{ruling.id}", to=email, language=language,
                         subject=REPORT_SUBJECT, body=body, now=now, reference=quoted, rule=ruling.rule,
                         reason=ruling.reason.replace(AUTHOR, "").strip(), address=address(quoted))  # fmt: skip


def _write(
    session: Session, *, item: Item, key: str, subject: str, body: str, address: Callable[[str], str],
    now: datetime, reason: str, **facts: Any,
) -> None:  # fmt: skip
    author_id = item.thing.author_id
    author = session.get(Account, author_id) if author_id else None
    if author is None or author.email is None:
        return
    quoted, name = reference("P", item.proposal.number or 0), item.thing.author_name
    text = excerpt(item.argument.text if item.argument else item.proposal.title, 200)
    outbox.queue(
        session, key=key, to=author.email, language=author.language, subject=subject, body=body, now=now,
        reference=quoted, name=name, text=text, reason=reason.replace(AUTHOR, name), address=address(quoted), **facts,
    )  # fmt: skip
