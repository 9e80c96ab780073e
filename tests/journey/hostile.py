"""What nobody types by accident, the forms that a person can find, and whether anything was stored."""

import re
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from bs4 import Tag
from sqlalchemy import func, literal, select, text, union_all
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import gacocrea
from gacocrea.core.db import Base
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser, Page, fields_of
from tests.home.example import view_of

SLOWEST = 20.0
"""Seconds of work after which an answer counts as hung, whatever was sent. How quick pages are, the benchmark says."""

STRINGS = (
    "nulo\x00 y campana\x07",
    "al revés \u202etxet\u202c y nada\u200b\ufeff",
    "\ufffe\uffff\U000e0041 sin carácter",
    "100 % y %(name)s y %s y {0} y {{ 7 * 7 }}",
    "'; DROP TABLE proposal; --",
    "<script>alert(1)</script><b onclick=x()>hola</b>",
    "=1+1|cmd' /C calc'!A0",
    '{"a": [1, null, NaN]}',
    "👩‍👩‍👧‍👦 🇪🇨 Ñandú 漢字 שלום",
    "Z̸̢͇̼͔͐̓̈́a̷͝l̶̛g̵o",
    "[a](javascript:alert(1)) ![b](//x) `c` <http://[> *" + ">" * 60,
    '#read("/etc/passwd") $ x^2 $ #eval \\ @cita',
    "https://[::1",
)
NUMBERS = (
    *("-1", "0", "²", "٣", "1e400", "NaN", "Infinity", "0x1", "1.5", "999999999", "99999999999"),
    *(str(2**31), str(2**63), "9" * 30, "9" * 5000, ""),
)
DAYS = ("0001-01-01", "9999-12-31", "2027-02-30", "-2027-01-01", "10000-01-01", "hoy", "")
PARTS = ("P-99999999999999999999", "nulo\x00", "9" * 30, "[", "%(name)s\u202e")
HEADS: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"}, {"Host": "a b"}, {"Host": "[::1"}, {"Host": ":::"}, {"Host": "\xff.org"}, {"Host": ""},
    {"X-Forwarded-For": "' OR 1=1, \xff"}, {"X-Forwarded-Host": "[", "X-Forwarded-Proto": "x"},
    {"Accept-Language": "es;q=x, \xff, zz-" + "a" * 9000}, {"Accept-Language": ",;=,"},
    {"Cookie": "gacocrea=abc; lectura=.....; lectura"}, {"Cookie": "gacocrea=.eJw; lectura=es.dark.\xff"},
    {"Cookie": "\xff=\x7f; ;;="}, {"If-Modified-Since": "ayer", "If-None-Match": "\xff", "Range": "bytes=9-1"},
    {"Referer": "http://[", "Origin": "null", "Content-Encoding": "gzip"}, {"User-Agent": "\xff" * 9000},
)  # fmt: skip
PADDING = " y aquí sigue lo que se pide con palabras de verdad"
ENDINGS = ("salir", "retirar", "publicar", "cerrar", "abrir", "descartar")
"""The last words of addresses that end something: they are sent after the rest."""


def blobs() -> Iterator[str]:
    """Texts that cost work where somebody forgot a limit."""
    yield "a" * 1_000_000
    yield "e" + "\u0301\u0323" * 300_000
    yield "a\u200d" * 300_000
    yield "[" * 200_000
    yield "\n" * 500_000 + "x"


def bodies() -> Iterator[dict[str, Any]]:
    """What no form sends: wrong kinds of content, broken ones, too much, too little."""
    form = "application/x-www-form-urlencoded"
    yield {"data": b"\xff\xfe=%zz&" * 50, "content_type": form}
    yield {"data": b"a=" + b"b" * 3_000_000, "content_type": form}
    yield {"data": b"a", "headers": {"Content-Length": "99999999999"}}
    yield {"data": "{", "content_type": "application/json"}
    yield {"data": b"a=1", "content_type": "\xff; charset=nope"}
    yield {"data": b"--x\r\n", "content_type": "multipart/form-data"}
    yield {
        "data": b"--x\r\nContent-Disposition: form-data\r\n\r\n",
        "content_type": "multipart/form-data; boundary=x",
    }
    yield {"data": b"a", "content_type": "multipart/form-data; boundary="}


@dataclass(frozen=True)
class Form:
    """A form as a person finds it: where it is sent, and what it holds when filled in decently."""

    path: str
    kinds: dict[str, str]
    filled: dict[str, Any]
    buttons: tuple[str, ...]

    def typed(
        self, *, text: str | None = None, number: str | None = None, day: str | None = None
    ) -> dict[str, Any]:
        """Return the filled form with every text, number or day said otherwise."""
        said = {"text": text, "number": number, "date": day, "time": day}
        new = {name: said[kind] for name, kind in self.kinds.items() if said.get(kind) is not None}
        return self.filled | new


def forms_of(page: Page, within: str = "body") -> Iterator[Form]:
    for form in page.soup.select(f"{within} form[method=post]"):
        path = urlsplit(urljoin(page.path, str(form.get("action") or page.path)))
        kinds = {str(item["name"]): kind_of(item) for item in form.select("[name]") if item.name != "button"}
        kinds = {name: kind for name, kind in kinds.items() if kind != "submit"}
        buttons = [str(item["name"]) for item in form.select("button[name], input[type=submit][name]")]
        address = path.path + (f"?{path.query}" if path.query else "")
        yield Form(address, kinds, fields_of(form) | decent(form, kinds), (*dict.fromkeys(buttons),))


def kind_of(item: Tag) -> str:
    if item.name != "input":
        return {"textarea": "text"}.get(item.name, item.name)
    kind = str(item.get("type", "text"))
    return "text" if kind in ("search", "url") else kind


def decent(form: Tag, kinds: dict[str, str]) -> dict[str, Any]:
    """Return something sensible for each field that the page left empty."""
    plain = {
        "text": f"Una frase{PADDING}", "number": "3", "date": "2027-03-01", "time": "10:00",
        "email": "alguien@example.org", "password": "tres gallinas en la azotea",
    }  # fmt: skip
    found: dict[str, Any] = {}
    now = fields_of(form)
    for name, kind in kinds.items():
        if kind in ("radio", "checkbox", "select"):
            values = [str(item.get("value", "")) for item in options(form, name) if item.get("value")]
            if not now.get(name) and values:
                found[name] = values[:1] if kind == "checkbox" else values[0]
        elif kind in plain and not now.get(name):
            found[name] = plain[kind]
    return found


def options(form: Tag, name: str) -> list[Tag]:
    return [*form.select(f'select[name="{name}"] option'), *form.select(f'input[name="{name}"]')]


def walk(app: Gacocrea, browser: Browser, *starts: str, each: int = 2) -> list[Page]:
    """Return the pages that a person finds by following links, at most `each` of one view."""
    waiting, seen, read, pages = deque(starts), set(starts), dict[str, int](), list[Page]()
    while waiting:
        address = waiting.popleft()
        view = view_of(app, address) or address
        read[view] = read.get(view, 0) + 1
        if read[view] > each:
            continue
        page = browser.get(address)
        assert page.status in (200, 301, 302, 403, 404, 409), f"{address}: {page.status}"
        pages.append(page)
        for link in page.links() if page.response.mimetype == "text/html" else ():
            target = urlsplit(urljoin(page.path, link))
            path = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and not target.scheme and path not in seen:
                seen.add(path)
                waiting.append(path)
    return pages


def forms_found(
    app: Gacocrea, browser: Browser, *starts: str, known: set[object], each: int = 2
) -> list[Form]:
    """Return every kind of form that a person finds beyond the `known`, those that end something last."""
    found: dict[object, Form] = {}
    for page in walk(app, browser, *starts, each=each):
        for form in forms_of(page):
            kind = (endpoint(app, form.path), *form.kinds)
            if kind not in known:
                found.setdefault(kind, form)
    known.update(found)
    return sorted(found.values(), key=lambda form: form.path.partition("?")[0].rstrip("/").endswith(ENDINGS))


def endpoint(app: Gacocrea, path: str) -> str:
    found, _values = app.url_map.bind("localhost").match(urlsplit(path).path, method="POST")
    return str(found)


def stored(session: Session) -> dict[str, int]:
    """Count the rows of every table, and let go of the database."""
    session.commit()
    counts = (
        select(literal(table.name), func.count()).select_from(table)
        for table in Base.metadata.tables.values()
    )
    found = dict(session.execute(union_all(*counts)).tuples().all())
    session.commit()
    return found


def written(session: Session) -> str:
    """Return a mark that changes with every commit that wrote something; cheap beside counting every table."""
    session.commit()
    if db.engine.dialect.name == "sqlite":
        watcher = session.info.get("watcher")
        if watcher is None:
            watcher = session.info["watcher"] = sqlite3.connect(str(db.engine.url.database))
        return str(watcher.execute("PRAGMA data_version").fetchone()[0])
    mark = str(session.scalar(text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")))
    session.commit()
    return mark


def send(session: Session, browser: Browser, path: str, data: dict[str, Any]) -> TestResponse:
    """Send a form; it must be answered, never by a failure or a hang, and what is refused stores nothing."""
    before, mark = session.info.pop("stored", None) or stored(session), written(session)
    started = time.process_time()
    answer = Context().run(browser.client.post, path, data=data)
    spent = time.process_time() - started
    said = {name: repr(value)[:60] for name, value in data.items()}
    assert answer.status_code < 500, f"{path}: {answer.status_code} for {said}"
    assert spent < SLOWEST, f"{path} took {spent:.1f} s for {said}"
    if answer.status_code >= 400:
        untouched = written(session) == mark or stored(session) == before
        assert untouched, f"{path}: {answer.status_code}, yet something was stored of {said}"
        session.info["stored"] = before  # nothing changed: it need not be counted again
    return answer


def asked_names() -> list[str]:
    """Return every name that some page reads from the query of an address."""
    found = set()
    for file in Path(gacocrea.__file__).parent.rglob("*.py"):
        found |= set(re.findall(r'(?:args|asked)(?:\.get\(|\[)"(\w+)"', file.read_text("utf-8")))
    return sorted(found | {"desde", "de", "p"})


def addresses(app: Gacocrea, real: dict[str, str], words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the method and address of every view, its own parts said in each of `words`; then those of its place."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        own = rule.arguments - {"forum", "cycle"} or rule.arguments
        for word in words if own else ():
            values = {part: word if part in own else real[part] for part in rule.arguments}
            path = adapter.build(rule.endpoint, values_for(rule, values), method=method_of(rule))
            yield method_of(rule), path.replace(STAND_IN, quote(word, safe=""))


STAND_IN = "770077"
"""Stands for a hostile word where only a number can be built into an address."""


def values_for(rule: Rule, values: dict[str, str]) -> dict[str, Any]:
    numbers = set(re.findall(r"<int:(\w+)>", rule.rule))
    return {part: int(STAND_IN) if part in numbers else values[part] for part in rule.arguments}


def method_of(rule: Rule) -> str:
    return "GET" if "GET" in (rule.methods or ()) else "POST"


def status(browser: Browser, path: str, method: str = "GET", **options: Any) -> int:
    """Ask as the outside world does, and return the status only."""
    return Context().run(browser.client.open, path, method=method, **options).status_code
