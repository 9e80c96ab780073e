"""The plan as CSV tables that a spreadsheet opens without running anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from gacocrea.core.tables.writing import csv_of
from gacocrea.plan.document import AnnexProposal, Commitment, Milestone, PlanDocument

Value = str | int | date | None


def to_csv(plan: PlanDocument) -> dict[str, bytes]:
    """Return the tables by file name: UTF-8 with a byte order mark, CRLF, no cell that is a formula."""
    ogp = ("ogp_id", "action_plan", "cycle", "status", "policy_areas", "irm_report", "verifiable", "relevant",
           "ambition", "early_results", "completion")  # fmt: skip
    own = [field.name for field in fields(Commitment) if field.name not in {"extras", "milestones", "themes", "ogp"}]
    asked = list(dict.fromkeys(extra.label for item in plan.commitments for extra in item.extras))
    steps = [field.name for field in fields(Milestone)]
    answers = [field.name for field in fields(AnnexProposal)]
    return {
        "commitments.csv": _table(
            [*own, *asked, "themes", "votes", "proposals", "authors", "milestones", *ogp],
            (
                [*(getattr(item, name) for name in own), *_answers(item, asked), *_linked(item), *_ogp(plan, item)]
                for item in plan.commitments
            ),
        ),
        "milestones.csv": _table(
            ["commitment", *steps],
            (
                [item.ref, *(getattr(milestone, name) for name in steps)]
                for item in plan.commitments
                for milestone in item.milestones
            ),
        ),
        "proposals.csv": _table(
            answers, ([getattr(proposal, name) for name in answers] for proposal in plan.proposals)
        ),
    }


def _answers(item: Commitment, asked: list[str]) -> list[Value]:
    told = {extra.label: extra.text for extra in item.extras}
    return [told.get(label, "") for label in asked]


def _linked(item: Commitment) -> list[Value]:
    credits_ = [credit for theme in item.themes for credit in theme.proposals]
    return [
        "; ".join(theme.ref for theme in item.themes),
        "; ".join("" if theme.votes is None else str(theme.votes) for theme in item.themes),
        "; ".join(credit.ref for credit in credits_),
        "; ".join(dict.fromkeys(credit.author for credit in credits_)),
        len(item.milestones),
    ]


def _ogp(plan: PlanDocument, item: Commitment) -> list[Value]:
    known = item.ogp
    first: list[Value] = [known.id, plan.title, plan.cycle, known.status, "; ".join(known.policy_areas)]
    return [*first, known.irm_report, known.verifiable, known.relevant, known.ambition, known.early_results,
            known.completion]  # fmt: skip


def _table(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    return csv_of(header, rows).encode()
