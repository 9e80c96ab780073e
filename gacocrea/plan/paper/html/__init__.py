"""The plan for the web: headings, contents and anchors, in one page that asks for nothing outside itself.

`fragment` is the same text for a page of the site. Text only ever enters as text nodes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from gacocrea.core.colour import rules_of
from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import (
    Blank,
    Block,
    Cell,
    Facts,
    Heading,
    Numbers,
    Opening,
    Paper,
    Picture,
    Prose,
    Table,
    Timeline,
    heading_of,
    title_of,
)
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import breakable, lines, one_line
from gacocrea.plan.paper.logo import logo_of
from gacocrea.plan.paper.speech import Say
from gacocrea.plan.paper.timeline import to_svg

_LOOK = Path(__file__).with_name("look.css")
_STRANGE = re.compile(r"[^A-Za-z0-9_-]")
Node = ET.Element


class Fragment:
    """A piece of a page that was made of text nodes alone, so a template may show it as it is."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)

    def __html__(self) -> str:
        return "".join(map(_markup, self.nodes))


def to_html(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as one page with its own looks; the same plan always gives the same bytes."""
    return draw_html(plan, on_paper(plan, say), say)


def draw_html(plan: PlanDocument, paper: Paper, say: Say) -> bytes:
    """Return a document about `plan` as one page."""
    cover = paper.cover
    head = _node(
        "head", _node("meta", charset="utf-8"), _meta("viewport", "width=device-width, initial-scale=1")
    )
    head.append(_node("title", words=one_line(cover.title)))
    head.extend((_meta("author", one_line(plan.forum)), _meta("color-scheme", "light dark")))
    head.extend([_node("link", rel="canonical", href=plan.address)] if plan.address and paper.front else [])
    head.append(_node("style", words=_LOOK.read_text("utf-8") + rules_of(paper.worn)))
    skip = _node("a", words=say(N_("Saltar al contenido")), href="#texto", classes="skip")
    front = [_cover(paper, logo_of(plan)[0]), _contents(paper)] if paper.front else []
    text = _node("main", *_body(paper), id="texto")
    foot = [text for text in (cover.version, cover.exported, cover.example) if text]
    footer = _node("footer", *(_node("p", words=one_line(text)) for text in foot))
    body = _node("body", skip, *front, text, footer)
    page = _node("html", head, body, lang=plan.language)
    return b"<!doctype html>\n" + _markup(page).encode() + b"\n"


def fragment(paper: Paper) -> Fragment:
    """Return contents and text for a page that has its own first heading."""
    return Fragment([_contents(paper), *_body(paper)])


def _node(tag: str, *children: Node, words: str = "", classes: str = "", **attributes: str) -> Node:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    made = ET.Element(tag, named | ({"class": classes} if classes else {}))
    made.text = words or None
    made.extend(children)
    return made


def _meta(name: str, content: str) -> Node:
    return _node("meta", name=name, content=content)


def _markup(node: Node) -> str:
    return ET.tostring(node, encoding="unicode", method="html")


def _cover(paper: Paper, logo: bytes) -> Node:
    cover = paper.cover
    subtitle = [
        _node("p", words=one_line(text)) for text in (cover.cycle, cover.period, cover.version) if text
    ]
    note = [_node("p", words=cover.example, classes="note")] if cover.example else []
    strands = _node("p", *(_node("span", classes=f"p-{name}") for name in paper.palettes), classes="strands",
                    aria_hidden="true")  # fmt: skip
    drawn = f"data:image/png;base64,{b64encode(logo).decode()}"
    forum = [_node("img", src=drawn, alt="")] if logo else []  # the name stands beside it
    forum.append(_node("p", words=one_line(cover.forum)))
    title = _node("h1", words=one_line(cover.title))
    return _node("header", strands, *forum, title, *subtitle, *note, classes="cover")


def _anchor(block: Block, number: int) -> str:
    return _STRANGE.sub("", block.ref) or f"h{number}" if isinstance(block, Opening) else f"h{number}"


def _contents(paper: Paper) -> Node:
    """Chapters, with commitments and other second-level headings below them."""
    chapters = _node("ol", classes="rows small")
    number = 0
    for block in paper.blocks:
        found = heading_of(block)
        number += found is not None
        if found is None or found[0] > 2:
            continue
        entry = _node("li", _node("a", words=one_line(found[1]), href=f"#{_anchor(block, number)}"))
        if found[0] == 1 or not len(chapters):
            chapters.append(entry)
            continue
        if len(chapters[-1]) == 1:
            chapters[-1].append(_node("ol"))
        chapters[-1][1].append(entry)
    title = _node("h2", words=paper.cover.contents, id="contenido")
    return _node("nav", title, chapters, classes="s toc", aria_labelledby="contenido")


def _body(paper: Paper) -> list[Node]:
    """Return a section for each chapter and each commitment."""
    sections: list[Node] = []
    number = 0
    for block in paper.blocks:
        number += heading_of(block) is not None
        opens = isinstance(block, Opening)
        if opens or not sections or (isinstance(block, Heading) and block.level == 1):
            palette = f" p-{block.palette}" if isinstance(block, Opening) and block.palette else ""
            sections.append(_node("section", classes=f"s{palette}{' one' if opens else ''}"))
        sections[-1].extend(_drawn(block, _anchor(block, number), 1 if paper.front else 0))
    return sections


def _drawn(block: Block, anchor: str, below: int) -> list[Node]:
    """Return a block as nodes; headings stand so many levels below those of the page."""
    match block:
        case Heading(level, text):
            return [_node(f"h{level + below}", words=one_line(text), id=anchor)]
        case Prose(body, note):
            return [_node("p", words=line, classes="soft" if note else "prose") for line in lines(body)]
        case Numbers():
            return _numbers(block)
        case Opening():
            return [_opening(block, anchor, below)]
    return [_whole(block)]


def _whole(block: Facts | Table | Timeline | Picture | Blank) -> Node:
    if isinstance(block, Facts):
        return _facts(block.rows)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Blank):
        return _node("p", words=block.hint, classes="note")
    caption = _node("figcaption", words=block.caption, classes="small soft")
    if isinstance(block, Picture):
        return _node("figure", _svg(block), caption, classes="chart")
    return _node("figure", to_svg(block), caption, classes="prose")


def _svg(block: Picture) -> Node:
    """Return a drawing as part of the page, where its tags need no namespace."""
    drawing = ET.fromstring(block.svg)  # noqa: S314 - drawn by this program
    for part in drawing.iter():
        part.tag = part.tag.rpartition("}")[2]
    return drawing


def _facts(rows: tuple[tuple[str, str], ...]) -> Node:
    def style(value: str) -> dict[str, str]:
        return {"class": "mono"} if breakable(value) != value else {}

    named = (
        (_node("th", words=one_line(name), scope="row"), _broken("td", value, **style(value)))
        for name, value in rows
    )
    table = _node("table", _node("tbody", *(_node("tr", *pair) for pair in named)), classes="stack facts")
    return _node("div", table, classes="cq")


def _numbers(block: Numbers) -> list[Node]:
    """Numerals four in a row."""
    figures = [
        _node("div", _node("dt", words=name), _node("dd", words=value), classes="fig")
        for value, name in block.items
    ]
    rows = (figures[start : start + 4] for start in range(0, len(figures), 4))
    return [_node("div", _node("dl", *row, classes="figs"), classes="cq") for row in rows]


def _opening(block: Opening, anchor: str, below: int) -> Node:
    eyebrow = _node("p", words=f"{one_line(block.pillar)}. {block.note}", classes="eyebrow")
    title = _node(f"h{block.level + below}", words=one_line(title_of(block)), id=anchor)
    lead = (_node("p", words=line, classes="lead") for line in lines(block.brief) if line)
    return _node("header", eyebrow, title, *lead, classes="field voted")


def _broken(tag: str, text: str, **attributes: str) -> Node:
    """Return a node whose lines are kept apart."""
    made = _node(tag, **attributes)
    first, *rest = lines(text)
    made.text = first
    for line in rest:
        made.append(_node("br"))
        made[-1].tail = line
    return made


def _cell(tag: str, cell: Cell, **attributes: str) -> Node:
    if not cell.strong:
        return _broken(tag, cell.text, **attributes)
    made = _node(tag, _node("b", words=one_line(cell.strong)), **attributes)
    for line in lines(cell.text):
        if line:
            made.append(_node("br"))
            made[-1].tail = line
    return made


def _table(block: Table) -> Node:
    def kind(place: int) -> dict[str, str]:
        return {"classes": "n"} if place in block.numeric else {}

    heads = (_node("th", words=name, scope="col", **kind(place)) for place, name in enumerate(block.header))
    rows = []
    for cells in block.rows:
        first, *rest = cells
        named = (
            {"id": _STRANGE.sub("", first.strong)}
            if block.anchored and _STRANGE.sub("", first.strong)
            else {}
        )
        columns = (
            _cell("td", cell, data_l=block.header[place], **kind(place)) for place, cell in enumerate(rest, 1)
        )
        rows.append(_node("tr", _cell("th", first, scope="row", **kind(0)), *columns, **named))
    caption = _node("caption", words=one_line(block.caption))
    table = _node(
        "table", caption, _node("thead", _node("tr", *heads)), _node("tbody", *rows), classes="stack"
    )
    label = one_line(block.caption)
    scroll = _node("div", table, classes="scroll", role="region", tabindex="0", aria_label=label)
    return _node("div", scroll, classes="cq")
