"""A plan from tables: one of commitments, and if there is one, one of milestones (CSV, XLSX, or a ZIP of CSV files)."""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from gacocrea.core.tables import Row, TableError, read_rows
from gacocrea.core.text import clean, slug
from gacocrea.plan.document import Commitment, Extra, Milestone, OgpRecord, Pillar, PlanDocument
from gacocrea.plan.reading.days import day_of, span_of
from gacocrea.plan.reading.found import Found, Unread, bare_plan, step_of
from gacocrea.plan.reading.names import columns_of

LINES = frozenset({"name", "lead", "co_lead", "contact", "pillar"})
KNOWN = (
    *("brief", "lead", "co_lead", "contact", "support_government", "support_civil_society", "support_other"),
    *(
        "problem",
        "causes",
        "done_so_far",
        "solution",
        "results",
        "transparency",
        "accountability",
        "participation",
    ),
)
MEMBER_MAX = 20_000_000
SKIPPED = frozenset(
    {"ref", "number", "votes", "proposals", "authors", "milestones", "version", "themes"}
    | {"action_plan", "plan", "plan_id", "cycle", "jurisdiction", "period"}
)
OGP = {
    "ogp_id": "id", "status": "status", "policy_areas": "policy_areas", "irm_report": "irm_report",
    "verifiable": "verifiable", "relevant": "relevant", "ambition": "ambition", "irm_ambition": "ambition",
    "early_results": "early_results", "irm_early_results": "early_results", "completion": "completion",
}  # fmt: skip


def read_tables(path: Path, kind: str) -> Found:
    """Read the commitments of a table, and the milestones of the table beside it. Raises TableError."""
    if kind != ".zip":
        return _plan(list(read_rows(path, kind.removeprefix("."))), [])
    with TemporaryDirectory() as folder:
        members = _members(path, Path(folder))
        steps = next(
            (member for member in members if "milestone" in member.stem or "hito" in member.stem), None
        )
        main = next(
            (member for member in members if "commitment" in member.stem or "compromiso" in member.stem), None
        )
        return _plan(list(read_rows(main)) if main else [], list(read_rows(steps)) if steps else [])


def _members(path: Path, folder: Path) -> list[Path]:
    """Unpack the small CSV files of an archive under names of our own."""
    found = []
    try:
        with zipfile.ZipFile(path) as archive:
            for number, entry in enumerate(archive.infolist()[:50]):
                if entry.filename.lower().endswith(".csv") and entry.file_size <= MEMBER_MAX:
                    member = folder / f"{slug(Path(entry.filename).stem)}-{number}.csv"
                    member.write_bytes(archive.open(entry).read(MEMBER_MAX))
                    found.append(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TableError(0, "mismatch", "ZIP") from error
    return found


def _plan(rows: list[Row], steps: list[Row]) -> Found:
    unread = [Unread(str(row.line), "unread_row", str(row.error)) for row in (*rows, *steps) if row.error]
    good = _of_one_plan([row for row in rows if not row.error], unread)
    columns = columns_of(good[0].values) if good else {}
    if "name" not in columns:
        return Found(bare_plan("", ()), (Unread("", "unread_columns"),))
    by_commitment = _milestones([row for row in steps if not row.error], unread)
    made, pillars = _commitments(good, columns, by_commitment, unread)
    unread += (
        Unread(key, "unread_milestones", "; ".join(step.name for step in own)[:200])
        for key, own in by_commitment.items()
    )
    starts, ends = span_of(_said(good[0], "period"))
    plan = bare_plan(_said(good[0], "action_plan") or _said(good[0], "plan"), tuple(made))
    known: dict[str, Any] = {"starts": starts or plan.starts, "ends": ends or plan.ends}
    plan = replace(plan, member=_said(good[0], "jurisdiction"), **known)
    return Found(with_pillars(plan, pillars), tuple(unread))


def _commitments(
    rows: list[Row],
    columns: Mapping[str, str],
    steps: dict[str, list[Milestone]],
    unread: list[Unread],
) -> tuple[list[Commitment], list[str]]:
    """Return the commitments of the rows that name one, each with its milestones, and what they call their pillars."""
    made: list[Commitment] = []
    pillars: list[str] = []
    for place, row in enumerate(rows, 1):
        cells = _cells(row, columns)
        if not cells.get("name"):
            words = " ".join(map(str, row.values.values()))
            unread.append(Unread(str(row.line), "unread_nameless", words[:200]))
            continue
        keys = (cells.get("ref", ""), cells.get("number", ""), str(place))
        own = next((steps.pop(key) for key in keys if key in steps), [])
        made.append(_commitment(row, cells, columns, tuple(own), unread))
        pillars.append(cells.get("pillar", ""))
    return made, pillars


def _of_one_plan(rows: list[Row], unread: list[Unread]) -> list[Row]:
    """Return the rows of the first plan of a table that holds several; the others are listed."""
    first = _said(rows[0], "plan_id") if rows else ""
    unread += (
        Unread(str(row.line), "unread_other_plan", _said(row, "plan_id"))
        for row in rows
        if _said(row, "plan_id") != first
    )
    return [row for row in rows if _said(row, "plan_id") == first]


def _cells(row: Row, columns: Mapping[str, str]) -> dict[str, str]:
    return {
        field: clean(_text(row.values.get(column, "")), multiline=field not in LINES).removeprefix("'")
        for field, column in columns.items()
    }


def _commitment(
    row: Row,
    cells: Mapping[str, str],
    columns: Mapping[str, str],
    steps: tuple[Milestone, ...],
    unread: list[Unread],
) -> Commitment:
    starts, ends = day_of(cells.get("starts", "")), day_of(cells.get("ends", ""), last=True)
    for field, found in (("starts", starts), ("ends", ends)):
        if cells.get(field) and found is None:
            unread.append(Unread(f"{row.line}, {columns[field]}", "unread_day", cells[field][:200]))
    used = {*columns.values(), *(name for name in row.values if name.lower() in {*OGP, *SKIPPED})}
    extras = tuple(
        Extra(slug(name, 30).replace("-", "_") or "extra", name, clean(_text(value), multiline=True))
        for name, value in row.values.items()
        if name not in used and _text(value).strip()
    )
    return Commitment(
        ref="",
        name=cells["name"],
        pillar=slug(cells.get("pillar", ""), 40),
        starts=starts,
        ends=ends,
        milestones=steps,
        extras=extras,
        ogp=_ogp(row),
        **cast("Any", {name: cells.get(name, "") for name in KNOWN}),
    )


def _ogp(row: Row) -> OgpRecord:
    said: dict[str, Any] = {
        OGP[name.lower()]: _text(value) for name, value in row.values.items() if name.lower() in OGP
    }
    areas = tuple(area.strip() for area in said.pop("policy_areas", "").split(";") if area.strip())
    return OgpRecord(policy_areas=areas, **said)


def _milestones(rows: list[Row], unread: list[Unread]) -> dict[str, list[Milestone]]:
    """Return the milestones by what their table calls the commitment."""
    found: dict[str, list[Milestone]] = defaultdict(list)
    columns = columns_of(rows[0].values, milestones=True) if rows else {}
    for row in rows:
        cells = _cells(row, columns)
        if not cells.get("name") or not cells.get("commitment"):
            unread.append(
                Unread(str(row.line), "unread_milestone", " ".join(map(str, row.values.values()))[:200])
            )
            continue
        days = {"starts": day_of(cells.get("starts", "")), "ends": day_of(cells.get("ends", ""), last=True)}
        words = {name: cells.get(name, "") for name in ("output", "lead", "supporters")}
        found[cells["commitment"]].append(step_of(cells["name"], **days, **words))
    return found


def with_pillars(plan: PlanDocument, names: Iterable[str]) -> PlanDocument:
    """Return the plan with the pillars that its commitments stand under, as the file names them."""
    known = {slug(name, 40): name for name in names if slug(name, 40)}
    return replace(plan, pillars=tuple(Pillar(ref, name) for ref, name in known.items()))


def _said(row: Row, name: str) -> str:
    return _text(next((value for key, value in row.values.items() if key.lower() == name), ""))


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)
