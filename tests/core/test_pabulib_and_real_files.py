"""Elections in Pabulib's format, and the figures of real files."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gacocrea.core.tables import read_pabulib, read_rows
from tests.core.table_files import put, refusal, values

# ---------------------------------------------------------------- Pabulib

ELECTION = """META
key;value
description;Ejemplo
num_votes;4
budget;1000.50
vote_type;cumulative
date_begin;02.06.2025
date_end;2025
PROJECTS
project_id;cost;votes;name;category;selected
1;500;2;"Agua ""limpia""; ríos";verde,salud;1
2;400;1;Parque;verde;0
VOTES
voter_id;vote;points;sex
a;2,1;3,1;F
b;1;2;M
c;;;
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_election_is_read_with_types(tmp_path: Path, end: str) -> None:
    election = read_pabulib(put(tmp_path / "a.pb", ELECTION.replace("\n", end)))
    assert election.errors == []
    assert (election.meta.budget, election.meta.num_votes) == (Decimal("1000.50"), 4)
    assert (election.meta.begins, election.meta.ends) == (date(2025, 6, 2), date(2025, 1, 1))
    assert election.projects[0].name == 'Agua "limpia"; ríos'
    assert election.projects[0].categories == ("verde", "salud")
    assert [vote.projects for vote in election.votes] == [("2", "1"), ("1",), ()]
    assert election.votes[0].points == (Decimal(3), Decimal(1))
    assert election.votes[0].line == 15


def test_each_bad_row_of_an_election_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    bad = ELECTION + "a;1;1;F\nd;9;1;F\ne;1,2;1;F\nf;1;mucho;F\n;1;1;F\ng;1;1;F;más\nh;1;1;F\n"
    election = read_pabulib(put(tmp_path / "a.pb", bad))
    assert [(error.line, error.code) for error in election.errors] == [
        (18, "repeated"), (19, "project"), (20, "value"), (21, "value"), (22, "value"), (23, "columns"),
    ]  # fmt: skip
    assert [vote.voter for vote in election.votes] == ["a", "b", "c", "h"]


def test_a_section_of_an_election_is_rows_too(tmp_path: Path) -> None:
    path = put(tmp_path / "a.pb", ELECTION)
    assert values(path)[1]["name"] == "Parque"
    assert values(path, sheet="votes")[0] == {
        "voter_id": "a",
        "vote": ["2", "1"],
        "points": ["3", "1"],
        "sex": "F",
    }
    assert refusal(path, sheet="nada") == "sheet"


# ---------------------------------------------------------------- real files


@pytest.mark.real
def test_every_real_election_gives_its_published_figures(real_data: Path) -> None:
    expected = json.loads((real_data / "expected_outcomes.json").read_text(encoding="utf-8"))["pabulib"]
    assert len(expected) == 13
    for name, figures in expected.items():
        election = read_pabulib(real_data / "pabulib" / name)
        assert election.errors == [], name
        assert (len(election.projects), len(election.votes)) == (figures["projects"], figures["ballots"])
        assert sum(project.votes or 0 for project in election.projects) == figures["votes_total_published"]
        assert (
            sum(len(set(vote.projects)) for vote in election.votes) == figures["votes_total_one_per_person"]
        )
        if figures["tally_equals_published"]:
            tally = Counter(project for vote in election.votes for project in vote.projects)
            assert {each.id: each.votes for each in election.projects} == {
                each.id: tally[each.id] for each in election.projects
            }
        assert {each.id for each in election.projects if each.selected == 1} == set(
            figures["official_selected"] or []
        )


@pytest.mark.real
def test_the_real_proposals_of_barcelona_are_all_read(real_data: Path) -> None:
    rows = list(read_rows(real_data / "decidim_barcelona_2016" / "proposals_district_bon_govern.tar.gz"))
    assert len(rows) == 447
    assert not [row for row in rows if row.error]
    assert sum(int(str(row.values["proposal.total_votes"])) for row in rows) == 4164
    assert Counter(row.values["proposal.status"] for row in rows) == {"accepted": 334, "rejected": 113}


@pytest.mark.real
def test_the_real_proposals_and_comments_of_madrid_are_all_read(real_data: Path) -> None:
    proposals = list(read_rows(real_data / "decide_madrid_2019" / "proposals.csv"))
    comments = list(read_rows(real_data / "decide_madrid_2019" / "comments.csv"))
    assert (len(proposals), len(comments)) == (80, 5633)
    assert not [row for row in proposals + comments if row.error]
    assert sum(int(str(row.values["numSupports"])) for row in proposals) == 228140
    assert proposals[0].values["column_1"] == "0"
    assert not [row for row in proposals + comments if any("\u00a0" in cell for cell in row.values.values())]
    known = {row.values["id"] for row in comments} | {"-1"}
    assert len([row for row in comments if row.values["parentId"] not in known]) == 268


@pytest.mark.real
def test_the_real_commitments_are_all_read(real_data: Path) -> None:
    plans = Counter(
        row.values["plan_id"] for row in read_rows(real_data / "ogp_commitments" / "commitments.csv")
    )
    assert plans == {"EC1": 10, "CO4": 15}
