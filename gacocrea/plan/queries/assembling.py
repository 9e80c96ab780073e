"""The draft plan gathered from every floor below into one plain value, in a fixed number of statements."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, milestone_field
from gacocrea.core.text import reference
from gacocrea.core.words import Tell
from gacocrea.cycle.models import Cycle
from gacocrea.forum import queries as forums
from gacocrea.forum.models import Forum
from gacocrea.plan import document as paper
from gacocrea.plan.queries import evidencing
from gacocrea.plan.queries.versions import brought_in, living
from gacocrea.plan.queries.words import Address, Completions, Words
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes import queries as themes
from gacocrea.voting import queries as voting


def assemble(
    session: Session,
    *,
    forum: Forum,
    cycle: Cycle,
    language: str,
    version: str,
    words: Words,
    now: datetime,
    address: Address,
    completions: Completions,
    with_annex: bool,
    with_evidence: bool,
    tell: Tell,
) -> paper.PlanDocument:
    """Return the plan of `cycle` as it stands now; withdrawn commitments are left out.

    `tell` says each text in `language` where somebody translated it. `version` is what the cover calls it
    ("Borrador"). The annex holds every proposal of the cycle, the evidence earlier plans, minutes and decisions:
    a page that does not show them goes without. About thirty-five statements at most, whatever its size.
    """
    if (kept := brought_in(session, cycle.id)) is not None:
        return kept if kept.language.startswith(language) else replace(kept, language=language)
    found = living(session, cycle.id)
    linked = commitments.themes_of(session, [row.id for row in found])
    return paper.PlanDocument(
        forum=tell(forum, "name"),
        member=forum.jurisdiction,
        cycle=tell(cycle, "title"),
        title=tell(cycle, "title"), starts=cycle.plan_starts_on, ends=cycle.plan_ends_on,
        version=version,
        language=language,
        timezone=forum.time_zone,
        exported_at=now,
        is_example=forum.is_example,
        foreword=tell(cycle, "foreword"),
        efforts=tell(cycle, "efforts"),
        figures=evidencing.figures(session, forum, cycle, words, now),
        phases=evidencing.calendar(cycle, words),
        pillars=tuple(paper.Pillar(row.key, tell(row, "name"), row.palette, row.glyph) for row in cycle.pillars),
        polls=_polls(session, cycle, words, address, tell),
        commitments=_commitments(session, found, linked, forum=forum, cycle=cycle, completions=completions, tell=tell),
        proposals=_annex(session, cycle, found, linked, words) if with_annex else (),
        sectors=evidencing.sectors(session, forum, words, now),
        earlier=evidencing.earlier(session, forum, cycle, words, completions) if with_evidence else (),
        meetings=evidencing.minutes(session, forum, cycle, now, address) if with_evidence else (),
        decisions=evidencing.decisions(session, forum, cycle, now) if with_evidence else (),
        address=address("plan.show"),
        logo=_logo(session, forum, asked=with_evidence),
    )


def _logo(session: Session, forum: Forum, *, asked: bool) -> str:
    """Return the forum's logo for light paper, if asked for. One statement, none without a logo."""
    return "".join(b64encode(one.content).decode() for one in forums.logos_of(session, forum)[:1]) if asked else ""


def _polls(
    session: Session, cycle: Cycle, words: Words, address: Address, tell: Tell
) -> tuple[paper.PollResult, ...]:
    polls = voting.polls_of(session, cycle.id)
    found = voting.results_of(session, polls)
    return tuple(
        paper.PollResult(
            pillar=found[poll.id].pillar_key,
            ballots=found[poll.id].ballots,
            rule=words(cycle.selection_rule),
            root=poll.root or "",
            recount=address("results.recount") if poll.root else "",
            themes=tuple(
                paper.ThemeResult(
                    ref=line.code,
                    title=tell(line, "title"),
                    votes=line.votes,
                    elected=line.by_rule,
                    chosen=line.by_rule if line.chosen is None else line.chosen,
                    departure=line.reason,
                )
                for line in found[poll.id].lines
            ),
        )
        for poll in polls
        if poll.id in found
    )


def _commitments(
    session: Session,
    found: list[Commitment],
    linked: dict[int, list[commitments.ThemeLink]],
    *,
    forum: Forum,
    cycle: Cycle,
    completions: Completions,
    tell: Tell,
) -> tuple[paper.Commitment, ...]:
    reached = completions([row.id for row in found])
    theme_ids = [link.theme_id for links in linked.values() for link in links]
    asked = themes.proposals_of(session, theme_ids)
    votes = voting.theme_results(session, theme_ids)
    pillars = {row.id: row.key for row in cycle.pillars}

    return tuple(
        paper.Commitment(
            name=tell(row, "name"),
            version=row.version,
            **{name: tell(row, name) for name in paper.SHARED},
            ref=reference("C", row.number),
            pillar=pillars[row.pillar_id],
            starts=row.starts_on,
            ends=row.ends_on,
            extras=_extras(forum, row),
            added=_added(row),
            milestones=_milestones(row, tell),
            ogp=_ogp(row, reached.get(row.id)),
            themes=tuple(_linked(link, votes, asked, tell) for link in linked.get(row.id, ())),
        )
        for row in found
    )



def _ogp(row: Commitment, reached: Enum | None) -> paper.OgpRecord:
    """Return what is known here of what OGP keeps: the words of its scales, not their translations."""
    return paper.OgpRecord(status=row.status.value, completion=str(reached.value) if reached else "")


def _linked(
    link: commitments.ThemeLink,
    votes: Mapping[int, Any],
    asked: Mapping[int, Sequence[Proposal]],
    tell: Tell,
) -> paper.LinkedTheme:
    result = votes.get(link.theme_id)
    return paper.LinkedTheme(
        ref=reference("T", link.number),
        title=tell(link, "title"),
        votes=result.line.votes if result else None,
        proposals=tuple(_credit(one) for one in asked.get(link.theme_id, ())),
    )


def _added(row: Commitment) -> str:
    """Why a commitment that nobody voted for is there, and by which decision."""
    return f"{row.added_reason} ({reference('D', row.added_by.number)})" if row.added_by else ""


def _extras(forum: Forum, row: Commitment) -> tuple[paper.Extra, ...]:
    """What the forum asks beyond the template, in the order in which it asks."""
    labels = {extra["key"]: extra["label"] for extra in forum.extras}
    keys = [key for key in labels if key in row.extras]
    return tuple(paper.Extra(key, labels[key], row.extras[key]) for key in keys)


def _credit(proposal: Proposal) -> paper.Credit:
    return paper.Credit(reference("P", proposal.number or 0), proposal.title, proposal.author_name)


def _milestones(row: Commitment, tell: Tell) -> tuple[paper.Milestone, ...]:
    return tuple(
        paper.Milestone(
            number=step.number,
            name=tell(row, milestone_field(step.number, "text")),
            output=tell(row, milestone_field(step.number, "output")),
            starts=step.starts_on,
            ends=step.ends_on,
            lead=step.lead,
            supporters=step.supporters,
        )
        for step in row.milestones
    )


def _annex(
    session: Session,
    cycle: Cycle,
    found: list[Commitment],
    linked: dict[int, list[commitments.ThemeLink]],
    words: Words,
) -> tuple[paper.AnnexProposal, ...]:
    numbers = {row.id: reference("C", row.number) for row in found}
    became = {link.theme_id: numbers[id] for id, links in linked.items() for link in links}
    pillars = {row.id: row.key for row in cycle.pillars}
    return tuple(
        _annexed(row, pillar=pillars[row.proposal.pillar_id], became=became, words=words)
        for row in themes.responses_table(session, cycle_id=cycle.id)
    )


def _annexed(
    row: themes.ResponseRow, *, pillar: str, became: dict[int, str], words: Words
) -> paper.AnnexProposal:
    proposal, theme = row.proposal, row.theme
    # A proposal that came back changed waits again: what was said of its earlier words is no answer.
    response = None if proposal.status is ProposalStatus.SUBMITTED else row.response
    return paper.AnnexProposal(
        ref=reference("P", proposal.number or 0),
        title=proposal.title,
        author=proposal.author_name,
        pillar=pillar,
        territory=proposal.territory,
        origin=words(proposal.origin),
        outcome=words(response.outcome) if response else words(proposal.status),
        reason=response.reason if response else "",
        theme=reference("T", theme.number) if theme else "",
        commitment=became.get(theme.id, "") if theme else "",
    )
