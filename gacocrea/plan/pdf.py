"""The plan as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst from data alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from babel import Locale

from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Block, Cell, Heading, Opening, Paper
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import breakable, lines, marked
from gacocrea.plan.paper.speech import Say

_TEMPLATES = Path(__file__).parent / "typst"
_UNSHOWN = re.compile(r'(?:the text|the codepoint|contains) `"(.*?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# Letters, digits and punctuation that the font inside Typst always has.
_PLAIN = re.compile("[\n\x20-\x7e\xa0-\u024f\u2010-\u2015\u2018-\u201e\u2026\ufffd]")


def to_pdf(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as a tagged PDF; a character that no font at hand shows becomes U+FFFD."""
    text = json.dumps(_data(plan, on_paper(plan, say)), ensure_ascii=False)
    try:
        return _set(text, plan)
    except typst.TypstError as error:
        missing = _unshown(error.diagnostic)
        if not missing:
            raise
    try:
        return _set(marked(text, missing), plan)
    except typst.TypstError:
        # A cluster may fail though each of its characters has a font: keep what is certain.
        return _set(marked(text, {char for char in set(text) if not _PLAIN.match(char)}), plan)


def _set(text: str, plan: PlanDocument) -> bytes:
    result = typst.compile(
        _TEMPLATES / "plan.typ",
        root=_TEMPLATES,
        sys_inputs={"plan": text},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(plan.exported_at.timestamp()),
    )
    if not isinstance(result, bytes):
        raise TypeError("one PDF was expected")
    return result


def _unshown(diagnostic: str) -> set[str]:
    """Return the characters that Typst named as impossible to show."""
    named = "".join(_UNSHOWN.findall(diagnostic))
    found = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), named)
    return {char for char in found if not _PLAIN.match(char)}


def _data(plan: PlanDocument, paper: Paper) -> dict[str, Any]:
    locale = Locale.parse(plan.language, sep="-")
    cover = {name: _one_line(text) for name, text in asdict(paper.cover).items()}
    return {
        "lang": locale.language,
        "region": locale.territory,
        "cover": cover,
        "palettes": list(paper.palettes) or [""],
        "parts": list(_parts(paper)),
    }


def _parts(paper: Paper) -> Iterator[dict[str, Any]]:
    """Group the blocks into parts that begin on a new page: chapters and commitments."""
    part: dict[str, Any] = {}
    for block in paper.blocks:
        if isinstance(block, Opening) or (isinstance(block, Heading) and block.level == 1):
            if part:
                yield part
            opens = isinstance(block, Opening)
            part = {
                "palette": block.palette if isinstance(block, Opening) else "",
                "opens": opens,
                "blocks": [],
            }
        part["blocks"].append(_block(block))
    yield part


def _block(block: Block) -> dict[str, Any]:
    plain = {name: _plain(name, getattr(block, name)) for name in block.__slots__}
    return {"kind": type(block).__name__, **plain}


def _plain(name: str, value: Any) -> Any:
    """Turn the content of a block into JSON; free text becomes lines, names stay one line."""
    if isinstance(value, Cell):
        return {"text": _lines(value.text), "strong": _lines(value.strong) if value.strong else []}
    if isinstance(value, str):
        return _lines(value) if name in {"body", "brief", "rows"} else _one_line(value)
    if isinstance(value, tuple | frozenset):
        return [_plain(name, item) for item in value]
    return value


def _lines(text: str) -> list[str]:
    return [breakable(line) for line in lines(text)]


def _one_line(text: str) -> str:
    return " ".join(_lines(text))
