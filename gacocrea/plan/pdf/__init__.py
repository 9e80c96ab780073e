"""The plan as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst from data alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from babel import Locale

from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Block, Cell, Heading, Opening, Paper
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import breakable, lines
from gacocrea.plan.paper.speech import Say

_TYPESETTER = Path(__file__).with_name("typesetter.py")
_SECONDS = 120


class TypesettingError(RuntimeError):
    """The PDF could not be set; the message is the typesetter's own, for the log."""


def to_pdf(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as a tagged PDF; a character that no font at hand shows becomes U+FFFD.

    It is set by a process of its own, because Typst keeps all that it ever laid out in memory.
    Raises TypesettingError, also when that takes more than two minutes.
    """
    text = json.dumps(_data(plan, on_paper(plan, say)), ensure_ascii=False)
    command = [sys.executable, "-I", str(_TYPESETTER), str(int(plan.exported_at.timestamp()))]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_SECONDS, check=True)
    except subprocess.CalledProcessError as error:
        raise TypesettingError(error.stderr.decode(errors="replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(f"not ready after {_SECONDS} s") from error
    return done.stdout


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
