"""The record as everybody reads it, keeps it and verifies it."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.clock import FixedClock
from gacocrea.core.mail import Letter
from gacocrea.core.record import canonical
from gacocrea.core.terms import Phase, Role
from gacocrea.home.commands.serving import Days
from gacocrea.openness.rules import SHOWN, matter_of
from gacocrea.openness.words import DEEDS, MATTERS
from gacocrea.web.application import Gacocrea, deliver_letters
from tests.browser import Browser
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.house.tree import ROOT, files, parsed
from tests.support import NOON
from tests.thread import Thread

Browsers = Callable[..., Browser]


@pytest.fixture
def written(make: Callable[[Phase], Thread]) -> Thread:
    """A thread whose record holds acts of office, of a citizen, and of a person's own account."""
    thread = make(Phase.CHALLENGE)
    thread.hold_vote(thread.theme())
    ana = make_account(thread.session, "Ana Secreta")
    for verb, subject in (
        ("proposal.submitted", "P-0001"),
        ("account.opened", f"account:{ana.id}"),
        ("content.reported", "P-0001"),
    ):
        record.write(thread.session, actor=actor_of(ana), now=NOON, verb=verb, subject=subject)
    thread.session.commit()
    return thread


def verified(tmp_path: Path, text: str, *more: str) -> tuple[int, str]:
    file = tmp_path / "registro.jsonl"
    file.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "verify_record.py", file, *more],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_everybody_can_download_and_verify_the_record(
    written: Thread, browser: Browsers, tmp_path: Path
) -> None:
    answer = browser().get("/registro/entradas.jsonl").response.get_data(as_text=True)
    head = json.loads(answer.splitlines()[-1])["digest"]
    assert verified(tmp_path, answer, "--head", head)[0] == 0
    lines = answer.splitlines(keepends=True)
    assert "entry 3" in verified(tmp_path, "".join(lines[:1] + lines[2:]))[1], "one taken out"
    changed = answer.replace("poll.signed", "poll.sigNed", 1)
    assert "another content" in verified(tmp_path, changed)[1]
    name = written.core[0].display_name
    assert "another person" in verified(tmp_path, answer.replace(f'"{name}"]', '"Otra"]', 1))[1]
    assert "you kept" in verified(tmp_path, "".join(lines[:-1]), "--head", head)[1]


def test_what_people_do_for_themselves_is_in_the_record_without_their_name(
    written: Thread, browser: Browsers
) -> None:
    visitor = browser()
    text = visitor.get("/registro/entradas.jsonl").response.get_data(as_text=True)
    page = visitor.get("/registro")
    assert "Ana Secreta" not in text + page.body
    assert "account.opened" not in text
    assert "content.reported" not in text
    assert "P-0001" in text
    assert written.core[0].display_name in text


def test_the_page_is_filtered_by_forum_and_matter(written: Thread, browser: Browsers) -> None:
    make_forum(written.session, "mexico", name="Foro de México")
    visitor = browser()
    assert "Votación: se abrió" in visitor.get("/registro?forum=ecuador&asunto=poll").words
    assert "Propuestas: se presentó" not in visitor.get("/registro?asunto=poll").words
    assert "Votación: se abrió" not in visitor.get("/registro?forum=mexico").words
    assert visitor.get("/registro?forum=nada&asunto=nada&desde=x").status == 200


def test_the_head_is_signed_by_the_site(written: Thread, browser: Browsers) -> None:
    visitor = browser()
    head = json.loads(visitor.get("/registro/cabeza.json").body)
    last = visitor.get("/registro/entradas.jsonl").response.get_data(as_text=True).splitlines()[-1]
    assert head["head"] == json.loads(last)["digest"]
    assert head["entries"] == json.loads(last)["number"]
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.pop("public_key")))
    signature = bytes.fromhex(head.pop("signature"))
    public.verify(signature, b"gacocrea/record-head/v1\0" + canonical(head))


def test_the_head_leaves_once_a_day_to_the_core_group_and_the_observers(
    written: Thread, app: Gacocrea, clock: FixedClock, letters: list[Letter]
) -> None:
    observer = make_member(written.session, written.forum, Role.OBSERVER)
    days = Days()
    for _round in range(2):
        days.pass_()
        Days().pass_()  # a worker that was started anew
        deliver_letters()
    heads = [letter for letter in letters if "guarde esta huella" in letter.subject]
    assert sorted(letter.to for letter in heads) == sorted(
        str(account.email) for account in (*written.core, observer)
    )
    clock.instant = NOON + timedelta(days=1)
    days.pass_()
    deliver_letters()
    assert len([letter for letter in letters if "guarde esta huella" in letter.subject]) == 2 * len(heads)


def test_the_page_takes_a_known_number_of_statements(
    written: Thread, browser: Browsers, count_statements: Callable[[], object]
) -> None:
    visitor = browser()
    with count_statements() as seen:  # type: ignore[attr-defined]
        visitor.get("/registro")
    assert len(seen) <= 6


def test_every_matter_that_is_shown_has_its_words() -> None:
    assert set(MATTERS) == set(SHOWN)
    verbs = {
        node.value.value
        for path in files(".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.Constant)
    }
    shown = {verb for verb in verbs if isinstance(verb, str) and matter_of(verb) in SHOWN}
    assert {verb for verb in shown if verb.partition(".")[2] not in DEEDS} == set()


def test_the_record_of_a_site_that_was_just_made_is_empty(
    app: Gacocrea, session: Session, browser: Browsers
) -> None:
    visitor = browser()
    assert visitor.get("/registro").status == 200
    assert json.loads(visitor.get("/registro/cabeza.json").body)["head"] == "0" * 64
    assert visitor.get("/registro/entradas.jsonl").response.get_data() == b""
