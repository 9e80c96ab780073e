"""The letters of a course: to who enrols, waits, moves up, is to come tomorrow, and when something changes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.words import N_
from gacocrea.forum.models import Forum
from gacocrea.learning.models.courses import Course, CourseSession, Enrolment
from gacocrea.learning.rules.courses import code_of, path_of
from gacocrea.people.models import Account

Words = tuple[str, str, str]
"""The kind of a letter, its subject and its body."""
ENROLLED: Words = (
    "enrolled",
    N_("Tiene un lugar en %(code)s: %(title)s"),
    N_(
        "Usted tiene un lugar en «%(title)s».\n\nEmpieza el %(when)s.\n%(where)s\n\nSi no puede ir, deje su lugar a "
        "otra persona en esta página. Ahí están también el enlace y el archivo para su calendario:\n%(address)s\n"
    ),
)
WAITS: Words = (
    "waits",
    N_("Está en la lista de espera de %(code)s: %(title)s"),
    N_(
        "«%(title)s» ya no tiene lugares, y usted quedó en la lista de espera. Si alguien deja el suyo, le escribimos "
        "en el orden de la lista.\n\nEmpieza el %(when)s.\n%(where)s\n\n%(address)s\n"
    ),
)
MOVED_UP: Words = (
    "moved_up",
    N_("Se liberó un lugar para usted en %(code)s: %(title)s"),
    N_(
        "Alguien dejó su lugar en «%(title)s» y ahora es suyo: no tiene que hacer nada más.\n\nEmpieza el "
        "%(when)s.\n%(where)s\n\nSi ya no puede ir, déjelo a quien sigue en la lista:\n%(address)s\n"
    ),
)
REMINDER: Words = (
    "reminder",
    N_("Mañana: %(code)s, %(title)s"),
    N_(
        "Le recordamos «%(title)s», donde usted tiene un lugar.\n\nEs el %(when)s.\n%(where)s\n\nTodo está "
        "aquí:\n%(address)s\n"
    ),
)
CHANGED: Words = (
    "changed",
    N_("Cambió la fecha o el lugar de %(code)s: %(title)s"),
    N_(
        "Cambió cuándo o dónde es «%(title)s», y usted sigue en la lista.\n\nAhora empieza el "
        "%(when)s.\n%(where)s\n\nSi así no puede ir, deje su lugar en esta página:\n%(address)s\n"
    ),
)
CANCELLED: Words = (
    "cancelled",
    N_("Se canceló %(code)s: %(title)s"),
    N_("«%(title)s» no se dará. La secretaría dice por qué:\n\n%(reason)s\n\n%(address)s\n"),
)
CERTIFIED: Words = (
    "certified",
    N_("Su certificado de %(code)s: %(title)s"),
    N_(
        "Ya puede descargar su certificado de asistencia a «%(title)s», en PDF:\n%(address)s\n\nQuien lo reciba puede "
        "comprobarlo en esa misma página.\n"
    ),
)


def tell(
    session: Session,
    words: Words,
    *,
    course: Course,
    forum: Forum,
    account: Account,
    site: str,
    now: datetime,
    sitting: CourseSession | None = None,
    key: str = "",
    **facts: Any,
) -> None:
    """Queue a letter about a course (its first session, or `sitting`) to somebody whose address is confirmed.

    `site` is the public address of this installation; `key` makes a letter that is written once at most.
    """
    if not account.email or not account.is_confirmed:
        return
    meets = sitting or course.sessions[0]
    said: dict[str, Any] = {
        "title": course.title,
        "code": code_of(course),
        "when": f"{meets.starts_at.astimezone(ZoneInfo(forum.time_zone)):%d/%m/%Y, %H:%M}",
        "where": "\n".join(part for part in (meets.place, meets.link) if part),
        "address": site + path_of(forum.slug, course),
    }
    kind, subject, body = words
    outbox.queue(
        session,
        key=key or f"course:{kind}:{course.id}:{account.id}:{now.isoformat()}",
        to=account.email,
        language=account.language,
        subject=subject,
        body=body,
        now=now,
        forum_id=forum.id,
        **{**said, **facts},
    )


def tell_list(
    session: Session, words: Words, *, course: Course, forum: Forum, site: str, now: datetime, **facts: Any
) -> None:
    """Queue a letter to everybody on the list of a course who has an account."""
    listed = select(Account).join(Enrolment, Enrolment.account_id == Account.id)
    for account in session.scalars(listed.where(Enrolment.course_id == course.id).order_by(Enrolment.id)):
        tell(session, words, course=course, forum=forum, account=account, site=site, now=now, **facts)
