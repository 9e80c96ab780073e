"""Making the documents that wait: by the worker, or by a process that is started when one is asked for."""

import logging
import subprocess
import sys
import time
from pathlib import Path

from flask import after_this_request
from flask.wrappers import Response
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.db import reading
from gacocrea.core.errors import Refusal
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.plan import prepared
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.pdf import Told, TypesettingError, to_pages
from gacocrea.plan.prepared import PreparedFile
from gacocrea.plan.views.gathering import gather
from gacocrea.plan.views.writing import written
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import refusal_text
from gacocrea.web.reading import addressing, is_familiar_in

PAGES = "vista"
"""The kind of the plan page by page, without its annex of proposals."""
USUAL = ("docx", "pdf", PAGES)
"""What is made without being asked for when a plan is frozen or adopted."""
_PAUSE = 1.0  # seconds between two words on how far a document is
_log = logging.getLogger(__name__)


def folder() -> Path:
    """Return where prepared documents lie."""
    made = application().settings.instance / "prepared"
    made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return made


def mark(forum: Forum, cycle: Cycle) -> str:
    """Return what stands for the plan as it reads in this request."""
    return prepared.mark_of(db.session(), forum=forum, cycle=cycle, now=now())


def ask_for(forum: Forum, cycle: Cycle, kinds: tuple[str, ...], tongue: str) -> None:
    """Ask for documents of the plan as it stands, and see that somebody makes them once this request has ended."""
    known = mark(forum, cycle)
    for kind in kinds:
        prepared.ask(db.session(), cycle=cycle, kind=kind, language=tongue, mark=known, now=now())
    after_this_request(_start)


def _start(response: Response) -> Response:
    """Start a maker beside the server; where one is at work, or a worker is quicker, it finds nothing to do."""
    if response.status_code < 400 and not application().settings.testing:
        command = [sys.executable, "-m", "gacocrea.cli", "prepare"]
        nothing = subprocess.DEVNULL
        subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    return response


def make_all() -> int:
    """Make every document that waits, one after the other; return how many were made or given up."""
    number = 0
    while make_next():
        number += 1
    return number


def make_next() -> bool:
    """Make the oldest document that waits; say whether there was one. Each step is a transaction of its own."""
    with application().app_context():  # its own session, and its own instant
        file = prepared.take_next(db.session(), now())
        if file is not None:
            db.session.expunge(file)
        db.session.commit()
        if file is not None:
            _make(file)
        return file is not None


def _make(file: PreparedFile) -> None:
    with force_locale(file.language), addressing(familiar=_is_familiar(file)):
        try:
            plan = _read(file)
            content = _drawn(plan, file) if plan else b""
        except Refusal as refusal:
            _close(file, sentence=refusal_text(refusal.code, **refusal.facts))
        except (TypesettingError, OSError, MemoryError, ValueError):
            _log.exception("A document could not be made: %s, cycle %s", file.kind, file.cycle_id)
            _close(file, sentence=_("No se pudo preparar. El motivo quedó en el registro del servidor."))
        else:
            _close(file, content=content)


def _is_familiar(file: PreparedFile) -> bool:
    """Say whether the document speaks for a forum that says tú."""
    with reading():
        forum_id = db.session.scalar(select(Cycle.forum_id).where(Cycle.id == file.cycle_id))
        found = is_familiar_in(forum_id)
        db.session.rollback()
    return found


def _drawn(plan: PlanDocument, file: PreparedFile) -> bytes:
    return to_pages(plan, _) if file.kind == PAGES else written(plan, file.kind, _teller(file))


def _read(file: PreparedFile) -> PlanDocument | None:
    """Return the plan as it stands; nothing when it changed since it was asked for, and then ask for it anew."""
    with reading():
        cycle = db.session.get_one(Cycle, file.cycle_id)
        forum = db.session.get_one(Forum, cycle.forum_id)
        known = mark(forum, cycle)
        plan = gather(forum, cycle, file.language, with_annex=file.kind != PAGES) if known == file.mark else None
        db.session.rollback()
    if plan is None:
        prepared.ask(
            db.session(), cycle=cycle, kind=file.kind, language=file.language, mark=known, now=now()
        )
    db.session.commit()
    db.session.expunge_all()  # ten thousand rows are not needed while the document is written
    return plan


def _teller(file: PreparedFile) -> Told:
    last = 0.0

    def tell(done: int, steps: int) -> None:
        nonlocal last
        if time.monotonic() - last > _PAUSE:
            last = time.monotonic()
            prepared.tell(db.session(), file, done=done, steps=steps, now=application().clock.now())
            db.session.commit()

    return tell


def _close(file: PreparedFile, *, content: bytes = b"", sentence: str = "") -> None:
    """Hand the document in, or give it up with a sentence; a file that came too late goes away."""
    instant = application().clock.now()
    db.session.rollback()
    if not content:
        prepared.fail(db.session(), file, sentence=sentence)
    else:
        path = folder() / f"{file.id}-{file.hold}"
        path.write_bytes(content)
        if not prepared.finish(db.session(), file, name=path.name, size=len(content), now=instant):
            path.unlink()
    db.session.commit()


def tidy() -> None:
    """Drop what is past its time; the worker does so in its rounds."""
    prepared.forget_old(db.session(), folder())
    db.session.commit()
