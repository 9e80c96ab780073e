"""What every answer promises to the browser, and the cookies that it keeps."""

import re
from http.cookies import SimpleCookie
from typing import Any

import pytest

from gacocrea.web.edges.assets import KINDS, SCRIPTS
from tests.edges.conftest import BEHIND, HOST
from tests.factories import make_account

PROMISED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}
KINDS_OF_ANSWER = ("/", "/entrar", "/nada", "/nada/", "/a/x/gacocrea.css", "/a/x/proof-worker.mjs", "/mi/")


@pytest.mark.parametrize("path", KINDS_OF_ANSWER)
def test_every_answer_promises_the_same(path: str, visitor: Any) -> None:
    answer = visitor(path)
    assert {name: answer.headers.get(name) for name in PROMISED} == PROMISED
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert not {"Server", "X-Powered-By"} & set(answer.headers.keys())


def test_without_tls_nothing_is_promised_about_it(browser: Any) -> None:
    assert "Strict-Transport-Security" not in browser().get("/").response.headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-cache"),
        ("/nada/", "no-store"),
        ("/mi/", "no-cache"),
        ("/a/x/gacocrea.css", "public, max-age=31536000"),
    ],
)
def test_what_is_personal_or_failed_is_not_kept_by_caches(path: str, kept: str, visitor: Any) -> None:
    assert visitor(path).headers["Cache-Control"] == kept


def test_a_page_of_somebody_is_kept_nowhere(session: Any, browser: Any) -> None:
    page = browser(make_account(session)).get("/")
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in page.response.headers["Vary"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_says_what_it_is(kind: str, visitor: Any) -> None:
    names = {".css": "gacocrea.css", ".mjs": "main.mjs", ".svg": "icono.svg"}
    assert visitor(f"/a/x/{names[kind]}").mimetype == KINDS[kind]


@pytest.mark.parametrize(
    "name", ["..", "../assets.py", "%2e%2e%2fassets.py", ".git", "main.mjs.map", "_form.html"]
)
def test_only_the_files_meant_for_browsers_are_served(name: str, visitor: Any) -> None:
    assert visitor(f"/a/x/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/.git/HEAD", "/.env", "/a/", "/static/", "/console", "/metrics", "/debug"])
def test_nothing_of_the_workshop_is_shown(path: str, visitor: Any) -> None:
    assert visitor(path).status_code in (404, 308)


def cookies_of(answer: Any) -> dict[str, Any]:
    found = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        found.load(line)
    return dict(found)


def test_every_cookie_belongs_to_this_host_alone(visitor: Any) -> None:
    page = visitor("/entrar")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    chosen = visitor(
        "/lectura",
        "POST",
        data={"csrf_token": token[1], "theme": "dark"},
        headers={"Referer": f"https://{HOST}/"},
    )
    kept = cookies_of(page) | cookies_of(chosen)
    assert set(kept) == {"__Host-gacocrea", "__Host-lectura"}
    for cookie in kept.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""


def test_a_choice_of_reading_is_kept_under_that_name(production: Any) -> None:
    client = production.test_client(use_cookies=False)
    kept, other = (
        client.get("/", headers=BEHIND | {"Cookie": f"{name}=es.dark.auto"}).text
        for name in ("__Host-lectura", "lectura")
    )
    assert 'data-theme="dark"' in kept
    assert 'data-theme="dark"' not in other


@pytest.mark.parametrize(
    "host", ["evil.example", f"{HOST}.evil.example", "evil.example@foro.example", "[::1]"]
)
def test_only_the_named_hosts_are_answered(host: str, production: Any) -> None:
    client = production.test_client()
    assert client.get("/", headers=BEHIND | {"Host": host}).status_code == 400
    assert client.get("/", headers=BEHIND | {"X-Forwarded-Host": host}).status_code == 400


def test_no_script_builds_markup_or_code_from_text() -> None:
    risky = re.compile(r"\beval\(|new Function|(inner|outer)HTML|insertAdjacentHTML|document\.write")
    assert [path.name for path in SCRIPTS.rglob("*.mjs") if risky.search(path.read_text("utf-8"))] == []
