"""Real elections and real proposals go the whole way: in, counted or answered, and out as a plan."""

from pathlib import Path

import pytest

from tests.journey.elections import replays
from tests.journey.real_runs import barcelona, budapest

pytestmark = [pytest.mark.real, pytest.mark.slow]


def test_a_real_election_gives_its_published_votes_and_leaves_as_a_plan(
    tmp_path: Path, real_data: Path
) -> None:
    figures = budapest(tmp_path).figures
    assert figures["tallies equal to the published votes"] == 40
    assert figures["voters"] == 2040
    assert figures["official winners"] == 11


def test_447_real_proposals_are_found_answered_and_exported(tmp_path: Path, real_data: Path) -> None:
    figures = barcelona(tmp_path).figures
    assert figures["answered, of all"] == (447, 447)
    assert figures["answered in bulk"] == 447


@pytest.mark.parametrize("name", ["Gdynia", "Assen", "Tarchomin", "seattle"])
def test_real_ballots_give_their_published_tallies_one_person_one_vote(
    tmp_path: Path, real_data: Path, name: str
) -> None:
    ((replay, path),) = replays(name)
    done = replay(path, tmp_path)
    assert done.right == done.options
