"""A commitment from the empty template once it is filled: every answer is found by its name, never by its place."""

from typing import Any, cast

from docx.document import Document

from gacocrea.core.text import clean
from gacocrea.plan.document import Commitment, Extra, Milestone
from gacocrea.plan.paper.template import answers
from gacocrea.plan.reading.days import day_of
from gacocrea.plan.reading.found import step_of
from gacocrea.plan.reading.tables import KNOWN, LINES

_OWN = "extras."


def filled_template(document: Document) -> Commitment | None:
    """Return what a filled template says; None for any other document, and for one without a name."""
    said = answers(document)
    texts = {name: clean(words, multiline=name not in LINES) for name, words in said.fields.items()}
    if not texts.get("name"):
        return None
    own = ((name.removeprefix(_OWN), words) for name, words in texts.items() if name.startswith(_OWN))
    return Commitment(
        ref="",
        name=clean(texts["name"], multiline=False),
        pillar="",
        starts=day_of(texts.get("starts", "")),
        ends=day_of(texts.get("ends", ""), last=True),
        milestones=tuple(_step(row) for row in said.milestones if row.get("name")),
        extras=tuple(Extra(key, key, words) for key, words in own),
        **cast("Any", {name: texts.get(name, "") for name in KNOWN}),
    )


def _step(row: dict[str, str]) -> Milestone:
    texts = {name: clean(row.get(name, ""), multiline=False) for name in ("output", "lead", "supporters")}
    starts, ends = day_of(row.get("starts", "")), day_of(row.get("ends", ""), last=True)
    return step_of(row["name"], starts=starts, ends=ends, **texts)
