"""Every real election and conversation of the test data, through the real import, counted again; prints a table.

    .venv/bin/python -m tests.journey.elections [part of a name …]

An election: its projects become proposals and themes of one pillar, its votes ballots; "cumulative" and "ordinal" votes
become the plain support of each project they name, which is what its published `votes` count. One person, one vote: who
names a project twice supports it once. Újbuda's four categories are four pillars: see real_runs.

A conversation: its statements become themes, spread over six pillars so that no ballot meets the limit of ten choices;
a person's ballots name the statements they agree with in their last vote on each. To disagree and to pass both mean not
to name it: our ballots know support alone, and an argument against is words, which these votes are not.
"""

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from gacocrea.core.tables import read_pabulib
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Pillar
from gacocrea.proposals.commands import import_proposals
from gacocrea.proposals.rules import row_key
from gacocrea.themes.commands import import_themes
from gacocrea.themes.models import Theme
from gacocrea.voting.commands import import_ballots, poll
from gacocrea.voting.queries import polls_of, results
from tests.factories import DAYS
from tests.journey.real_runs import DATA, PLACE, Run, started
from tests.support import NOON

EXPECTED = DATA / "expected_outcomes.json"
MORE_PILLARS = (("cuidado", "Cuidado", "plum", "ring"), ("justicia", "Justicia", "slate", "steps"))


@dataclass(frozen=True)
class Replayed:
    """What came of one file: how many there are of each, and how many tallies are as they should be."""

    name: str
    options: int
    voters: int
    ballots: int
    right: int
    seconds: float

    def __str__(self) -> str:
        tallies = f"{self.right}/{self.options}"
        return f"{self.name:45} {self.options:8} {self.voters:7} {self.ballots:8} {tallies:>8} {self.seconds:8.1f}"


def election(path: Path, folder: Path) -> Replayed:
    """Replay one election; its tallies are those published, or one less for each vote that somebody gave twice."""
    start, file = time.perf_counter(), read_pabulib(path)
    about = json.loads(EXPECTED.read_text("utf-8"))["pabulib"][path.name]
    by_pillar = "Ujbuda" in path.name
    most = 1 if by_pillar else max(map(int, about["ballot_lengths"]))
    with _running(folder, choices_max=most) as run:
        fields = ("title=name", "problem=name", "solution=name", "key=project_id")
        words = [f"--map={one}" for one in fields]
        pillars = zip(("Care", "Free", "Green", "Modern"), run.cycle.pillars, strict=True)
        apart = ["--map=pillar=category", *(f"--pillar-map={name}={row.key}" for name, row in pillars)]
        words += apart if by_pillar else ["--set=pillar=transparencia"]
        run.command("import proposals", import_proposals, path, *PLACE, *words)
        votes, ballots = _vote(run, path)
    published = {project.id: project.votes for project in file.projects}
    twice = about.get("projects_that_differ_if_one_vote_per_person") or {}
    should = published | {code: once for code, (_before, once) in twice.items()}
    right = sum(votes[row_key(code) or code] == number for code, number in should.items())
    if (not by_pillar and ballots != about["ballots"]) or sum(votes.values()) != about[
        "votes_total_one_per_person"
    ]:
        right = -1
    return Replayed(path.name, len(published), len(file.votes), ballots, right, time.perf_counter() - start)


def conversation(path: Path, folder: Path) -> Replayed:
    """Replay one conversation; its tallies are the agreements by everyone's last vote."""
    start = time.perf_counter()
    comments, events = (_read(path / name) for name in ("comments.csv", "votes.csv"))
    last = {(event["voter-id"], event["comment-id"]): event["vote"] for event in events}
    agreed = [pair for pair, vote in last.items() if vote == "1"]
    should = Counter(comment for _voter, comment in agreed)
    with _running(folder, choices_max=10) as run:
        run.session.add_all(
            Pillar(cycle_id=run.cycle.id, key=key, name=name, palette=palette, glyph=glyph, position=place)
            for place, (key, name, palette, glyph) in enumerate(MORE_PILLARS, start=5)
        )
        run.session.commit()
        run.session.expire_all()
        keys = [pillar.key for pillar in run.cycle.pillars]
        statements = [
            (f"s{row['comment-id']}", row["comment-body"], keys[n % 6]) for n, row in enumerate(comments)
        ]
        proposals, ballots_file = folder / "statements.csv", folder / "ballots.csv"
        _write(proposals, ["key", "text", "pillar"], statements)
        fields = ("title=key", "problem=text", "solution=text", "pillar=pillar", "key=key")
        run.command(
            "import proposals", import_proposals, proposals, *PLACE, *(f"--map={one}" for one in fields)
        )
        voters = {voter for voter, _comment in agreed}
        rows = [
            (who, "|".join(f"s{comment}" for voter, comment in agreed if voter == who))
            for who in sorted(voters)
        ]
        _write(ballots_file, ["voter", "options"], rows)
        votes, ballots = _vote(run, ballots_file)
    about = json.loads(EXPECTED.read_text("utf-8"))["polis"][path.name]
    right = sum(votes[f"s{row['comment-id']}"] == should[row["comment-id"]] for row in comments)
    published = sum(int(row["agrees"]) for row in comments)
    if (sum(votes.values()), published) != (
        about["totals_last_vote_per_person"][0],
        about["totals_all_events"][0],
    ):
        right = -1
    return Replayed(path.name, len(comments), len(voters), ballots, right, time.perf_counter() - start)


class _running(ExitStack):  # noqa: N801 - reads as a verb
    """A fresh installation in which a cycle votes."""

    def __init__(self, folder: Path, *, choices_max: int) -> None:
        super().__init__()
        self.run, context = started(folder, Phase.VOTING, lambda _line: None, choices_max=choices_max)
        self.callback(context.pop)

    def __enter__(self) -> Run:  # type: ignore[override]
        super().__enter__()
        return self.run


def _vote(run: Run, path: Path) -> tuple[dict[str, int], int]:
    """Open, import the ballots, close and publish; return the votes by the file's name of a theme, and the ballots."""
    run.command("import themes", import_themes, *PLACE)
    run.command("poll open", poll, "open", *PLACE, *run.both())
    run.command("import ballots", import_ballots, path, *PLACE, "--strict")
    run.clock.instant = NOON + timedelta(days=DAYS[Phase.VOTING][1] + 3)
    run.command("poll close", poll, "close", *PLACE, *run.both())
    run.clock.instant += timedelta(hours=run.cycle.challenge_hours)
    run.command("poll publish", poll, "publish", *PLACE, *run.both())
    keyed = {theme.id: row_key(str(theme.source_key)) or "" for theme in run.session.scalars(select(Theme))}
    found = [results(run.session, each) for each in polls_of(run.session, run.cycle.id)]
    votes = {keyed[line.theme_id]: line.votes for result in found if result for line in result.lines}
    return votes, sum(result.ballots for result in found if result)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, heads: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([heads, *rows])


def replays(*parts: str) -> list[tuple[Callable[[Path, Path], Replayed], Path]]:
    """Return what can be replayed, the files whose names contain one of `parts` (all without any)."""
    found = [(election, path) for path in sorted((DATA / "pabulib").glob("*.pb"))]
    found += [(conversation, path) for path in sorted((DATA / "polis").iterdir()) if path.is_dir()]
    return [(replay, path) for replay, path in found if not parts or any(part in path.name for part in parts)]


def main() -> None:
    if not DATA.exists():
        raise SystemExit(f"The real data is not at {DATA}.")
    print(f"{'file':45} {'options':>8} {'voters':>7} {'ballots':>8} {'right':>8} {'seconds':>8}")
    for replay, path in replays(*sys.argv[1:]):
        with TemporaryDirectory() as folder:
            print(replay(path, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
