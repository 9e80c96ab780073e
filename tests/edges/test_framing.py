"""Who may show our pages in a frame: anyone the cards, nobody anything else; and what is kept from whom."""

from typing import Any

import pytest

from gacocrea.core.terms import Phase
from gacocrea.web.edges.headers import ALWAYS
from tests.edges.test_requests import path_of, rules, send

CARDS = {"sharing.result_card", "sharing.progress_card", "sharing.commitment_card"}
FOR_ANYONE = CARDS | {"sharing.picture", "sharing.forum_picture", "sharing.poster", "sharing.forum_poster"}


@pytest.mark.slow
def test_only_the_cards_say_that_they_may_be_framed(app: Any, make: Any, browser: Any) -> None:
    make(Phase.DRAFTING)
    stranger, framed = browser(), set()
    for rule in rules(app, "GET"):
        headers = send(stranger, path_of(app, rule, "GET"), "GET").headers
        policy = headers["Content-Security-Policy"]
        if headers.get("X-Frame-Options") != "DENY" or "frame-ancestors 'none'" not in policy:
            framed.add(rule.endpoint)
            assert "script-src" not in policy
            assert "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == ALWAYS["X-Content-Type-Options"]
    assert framed <= CARDS
    assert "sharing.progress_card" in framed


def test_only_what_is_the_same_for_everybody_forgets_who_asks(app: Any) -> None:
    marked = {name for name, view in app.view_functions.items() if getattr(view, "for_anyone", False)}
    assert marked == FOR_ANYONE
    for rule in app.url_map.iter_rules():
        assert rule.endpoint not in marked or rule.methods <= {"GET", "HEAD", "OPTIONS"}
