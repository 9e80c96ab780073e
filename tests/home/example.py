"""The example forum in tests: filled for a phase, and walked through as people do."""

from collections import Counter, deque
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from gacocrea.core.terms import Phase
from gacocrea.home.demo.build import chapters
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.support import NOON

SIGN_INS = {
    "visitor": "",
    "citizen": "lucia.tenelema",
    "civil society": "rosario.chuquimarca",
    "government": "renato.cisneros",
    "secretariat": "sofia.teran",
    "observer": "ana.reyes",
    "administrator": "administracion",
}


def fill(app: Gacocrea, session: Session, phase: Phase, *, ballots: int = 60, now: datetime = NOON) -> None:
    keys = KeyRing(app.settings.keys)
    for chapter in chapters(session, keys=keys, phase=phase, ballots=ballots, now=now):
        for at, deed in chapter.deeds:
            deed(at)
    session.commit()


def account(session: Session, key: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == f"{key}@example.org"))


def wrong_pages(app: Gacocrea, browser: Browser, start: str, *, each: int = 3) -> list[str]:
    """Follow every link from `start` inside its forum and return what is wrong, with the page that led there.

    At most `each` addresses of one view are read, so that a long list does not hide the rest.
    """
    wrong, seen, read = [], {start}, Counter[str]()
    waiting = deque([(start, "")])
    while waiting:
        path, source = waiting.popleft()
        view = view_of(app, path)
        if view is None:
            wrong.append(f"{source} links to {path}, which no view answers")
            continue
        read[view] += 1
        if read[view] > each:
            continue
        try:
            page = browser.get(path)
        except AssertionError as error:
            wrong.append(f"{path} (from {source}): {str(error).strip().splitlines()[0]}")
            continue
        if page.status != 200:
            wrong.append(f"{path} (from {source}): {page.status}")
        in_forum = page.path.startswith(start)
        if page.response.mimetype == "text/html" and in_forum and not page.soup.select_one(".demo"):
            wrong.append(f"{path} does not say that its data are an example")
        for link in page.links() if page.response.mimetype == "text/html" else ():
            target = urlsplit(urljoin(path, link))
            address = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and target.scheme == "" and address.startswith(start) and address not in seen:
                seen.add(address)
                waiting.append((address, path))
    return wrong


def view_of(app: Gacocrea, path: str) -> str | None:
    """Return the view that answers an address, None where there is none."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(urlsplit(path).path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)
