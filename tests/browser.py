"""A browser for tests: it follows redirects, fills forms, and holds every page to the house rules."""

import re
from collections import defaultdict
from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

from bs4 import BeautifulSoup, Tag
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from gacocrea.people.actions import begin
from gacocrea.people.models import Account, How, SignedSession
from gacocrea.people.rules import token_digest
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests import seen


def signed_in(session: Session, account: Account, *, now: datetime, with_factor: bool = True) -> str:
    """Open a session for `account` and return its id."""
    return begin(
        session, account=account, how=How.PASSWORD, device="", with_factor=with_factor, now=now
    )


def cookie_for(token: str, now: datetime) -> dict[str, Any]:
    """Return what the signed cookie holds of a session."""
    return {"_user_id": token, "_fresh": True, "seen": int(now.timestamp())}


class Page:
    """A page as a person gets it: status, address, parsed document."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.body = (
            response.get_data(as_text=True)
            if str(response.mimetype).startswith(("text/", "application/json"))
            else ""
        )
        self.soup = BeautifulSoup(self.body, "html.parser")

    @property
    def words(self) -> str:
        """The visible text of the page's main part, with single spaces."""
        main = self.soup.find("main") or self.soup
        return re.sub(r"\s+", " ", main.get_text(" ")).strip()

    def links(self) -> list[str]:
        return [str(link["href"]) for link in self.soup.select("a[href]")]

    def form(self, action: str | None = None) -> dict[str, Any]:
        """Return the fields of the first form of the main part (or the one whose action holds `action`)."""
        for form in self.soup.select("main form[method=post]"):
            if action is None or action in str(form.get("action", "")):
                return fields_of(form)
        raise AssertionError(f"no form for {action!r} on {self.path}")

    def action(self, action: str | None = None) -> str:
        """Return the address that the form is sent to."""
        for form in self.soup.select("main form[method=post]"):
            if action is None or action in str(form.get("action", "")):
                return str(form.get("action") or self.path)
        raise AssertionError(f"no form for {action!r} on {self.path}")


class Browser:
    """A stranger's or a signed-in person's browser. Every HTML page it sees is checked."""

    def __init__(self, app: Gacocrea, account: Account | None = None) -> None:
        self.app, self.client = app, app.test_client()
        self.stays_in = True
        self.seen: dict[str, datetime] = {}
        if account is not None:
            self.sign_in(account)

    def sign_in(self, account: Account, *, with_factor: bool = True) -> None:
        """Be in as `account`, as after the sign-in pages; officials have shown their second factor."""
        token = signed_in(db.session(), account, now=self.app.clock.now(), with_factor=with_factor)
        db.session.commit()
        self.seen[token] = self.app.clock.now()
        with self.client.session_transaction() as kept:
            kept.update(cookie_for(token, self.app.clock.now()))

    def _token(self) -> str:
        with self.client.session_transaction() as kept:
            return str(kept.get("_user_id", ""))

    def _stay_in(self, now: datetime) -> None:
        """Sign in again when a test has moved the clock on, as a person does who comes back days later."""
        token = self._token()
        if not token or abs(now - self.seen.setdefault(token, now)) < timedelta(minutes=30):
            return
        row = db.session.get(SignedSession, token_digest(token))
        if row is None or row.ended_at:
            return
        account = db.session.get(Account, row.account_id)
        if account is not None and account.stamp == row.stamp:
            self.sign_in(account, with_factor=row.second_factor_at is not None)

    def get(self, path: str, **options: Any) -> Page:
        return self._send(self.client.get, path, **options)

    def post(self, path: str, data: dict[str, Any], **options: Any) -> Page:
        """Send a form as it is; the token must be in it, as a browser would have it."""
        return self._send(self.client.post, path, data=data, **options)

    def _send(self, method: Callable[..., TestResponse], path: str, **options: Any) -> Page:
        """Send a request as the outside world does: no context, session or transaction shared with the test."""
        now = self.app.clock.now()
        if self.stays_in:
            self._stay_in(now)
        db.session.commit()
        db.session.expire_all()
        page = check(Page(Context().run(method, path, follow_redirects=True, **options)))
        if page.response.mimetype == "text/html":
            seen.note(self._view(page.path), page.status, page.body)
        self.seen.setdefault(self._token(), now)
        return page

    def _view(self, path: str) -> str:
        try:
            return str(self.app.url_map.bind("").match(path)[0])
        except HTTPException:
            return "none"

    def submit(self, page: Page, action: str | None = None, **typed: Any) -> Page:
        """Fill the form of `page` with `typed` and send it."""
        return self.post(page.action(action), page.form(action) | typed)


def fields_of(form: Tag) -> dict[str, Any]:
    """Return what a browser would send for an untouched form."""
    fields: dict[str, Any] = {}
    for item in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(item["name"]), item.get("type")
        if item.name == "textarea":
            fields[name] = item.get_text().replace("\r\n", "\n").removeprefix("\n")
        elif item.name == "select":
            chosen = item.select_one("option[selected]") or item.select_one("option")
            fields[name] = str(chosen.get("value", chosen.get_text())) if chosen else ""
        elif kind in ("checkbox", "radio"):
            if item.has_attr("checked"):
                value = str(item.get("value", "on"))
                fields[name] = [*fields.get(name, []), value] if kind == "checkbox" else value
        elif kind not in ("submit", "button", "file"):
            fields[name] = str(item.get("value", ""))
    return fields


def check(page: Page) -> Page:
    """Hold a page to the house rules: one h1, a title, labels, unique ids, tokens, nothing inline."""
    assert page.status < 500, f"{page.path}: {page.status}\n{page.body[:2000]}"
    saved = "attachment" in str(page.response.headers.get("Content-Disposition", ""))  # a file, no page of the site
    if saved or page.response.mimetype != "text/html" or page.soup.find("html") is None:
        return page
    where, title = page.path, page.soup.title
    tags = page.soup.find_all(True)  # walked once for everything: each selector would walk the page again
    named = defaultdict[str, list[Tag]](list)
    for tag in tags:
        named[tag.name].append(tag)
    assert named["html"][0].has_attr("lang"), f"{where}: no language"
    assert len(named["h1"]) == 1, f"{where}: {len(named['h1'])} h1"
    assert title is not None, f"{where}: no title"
    assert title.get_text(strip=True), f"{where}: an empty title"
    assert not [tag for tag in tags if is_inline(tag)], f"{where}: inline style or script"
    ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"{where}: ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for form in named["form"]:
        token = form.get("method") != "post" or form.find("input", attrs={"name": "csrf_token"})
        assert token, f"{where}: a form without its token"
    labelled = {label.get("for") for label in named["label"]}
    for item in (*named["input"], *named["textarea"], *named["select"]):
        is_named = (
            item.get("aria-label") or item.get("aria-labelledby") or item.get("id") in labelled - {None}
        )
        hidden = item.name == "input" and item.get("type") in ("hidden", "submit")
        assert hidden or is_named or item.find_parent("label"), f"{where}: no label: {item}"
    return page


def is_inline(tag: Tag) -> bool:
    """Say whether a tag carries style or script of its own, which the strict content policy refuses."""
    handlers = any(name == "style" or name.startswith("on") for name in tag.attrs)
    return handlers or tag.name == "style" or (tag.name == "script" and not tag.has_attr("src"))
