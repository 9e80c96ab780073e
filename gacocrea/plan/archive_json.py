"""The plan as JSON: every stored character, keys in a fixed order, a version for programs that read it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from gacocrea.plan.document import Commitment, PlanDocument

FORMAT = "gacocrea-plan"
VERSION = 1


def to_json(plan: PlanDocument) -> bytes:
    """Return the plan as UTF-8 JSON; each commitment adds what OGP keeps about it (null where unknown)."""
    content = asdict(plan)
    content["commitments"] = [_commitment(plan, item) for item in plan.commitments]
    whole = {"format": FORMAT, "format_version": VERSION, **content}
    text = json.dumps(whole, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)
    return text.encode() + b"\n"


def _commitment(plan: PlanDocument, item: Commitment) -> dict[str, Any]:
    content = asdict(item)
    known = content.pop("ogp")
    support = (item.support_government, item.support_civil_society, item.support_other)
    content["ogp"] = {
        "id": known["id"] or None,
        "action_plan": plan.title,
        "cycle": plan.cycle,
        "status": known["status"] or None,
        "lead_institution": item.lead or None,
        "support_institutions": [text for text in support if text],
        "policy_areas": known["policy_areas"],
        "irm_report": known["irm_report"] or None,
        "design": {name: known[name] or None for name in ("verifiable", "relevant", "ambition")},
        "early_results": known["early_results"] or None,
        "completion": known["completion"] or None,
    }
    return content


def _plain(value: object) -> str:
    """Days as YYYY-MM-DD, instants in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a part of a plan: {type(value).__name__}")
