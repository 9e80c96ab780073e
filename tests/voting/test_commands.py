"""The same steps and the same ballots from the command line."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from gacocrea.core.clock import FixedClock
from gacocrea.core.record import RecordEntry
from gacocrea.core.tables import read_pabulib
from gacocrea.core.terms import Phase
from gacocrea.people.models import Account
from gacocrea.proposals.commands import import_proposals
from gacocrea.proposals.rules import row_key
from gacocrea.themes.commands import import_themes
from gacocrea.themes.models import Theme
from gacocrea.voting.actions import sign_step
from gacocrea.voting.commands import import_ballots, poll
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot, PollState, Step
from gacocrea.voting.queries import results, selected_theme_ids
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.factories import make_cycle, make_forum, make_member
from tests.support import NOON
from tests.votes import decide_selection
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth

PLACE = ["--forum", "ecuador", "--cycle", "2026-2028"]


def run(command: click.Command, *words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def step(booth: Booth, name: str, sectors: tuple[int, int] = (0, 1)) -> Result:
    first, second = (str(booth.core[sector].email) for sector in sectors)
    return run(poll, name, *PLACE, "--by", first, "--and", second)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(content: str, name: str = "boletas.csv") -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def ballots(booth: Booth) -> int:
    return booth.session.scalar(select(func.count()).select_from(Ballot)) or 0


def test_two_named_persons_open_close_and_publish(booth: Booth, clock: FixedClock) -> None:
    for name, now in (("open", NOON), ("close", AFTER_CLOSE), ("publish", AFTER_CHALLENGE)):
        clock.instant = now
        done = step(booth, name)
        assert (done.exit_code, "1 boletas" in done.output) == (0, True), done.output
    assert booth.poll.state is PollState.PUBLISHED


def test_a_signature_given_on_the_page_is_not_asked_again(booth: Booth, clock: FixedClock) -> None:
    sign_step(
        booth.session, actor=booth.official(1), cycle=booth.cycle, step=Step.OPEN, keys=booth.keys, now=NOON
    )
    assert step(booth, "open").exit_code == 0
    assert booth.poll.state is PollState.OPEN


def test_a_person_without_a_role_cannot_sign(booth: Booth) -> None:
    voter = booth.voters(1)[0]
    done = run(poll, "open", *PLACE, "--by", str(voter.email), "--and", str(booth.core[0].email))
    assert done.exit_code != 0
    assert booth.polls == []


def test_an_unknown_person_gets_one_sentence(booth: Booth) -> None:
    done = run(poll, "open", *PLACE, "--by", "nadie@example.org", "--and", str(booth.core[0].email))
    assert (done.exit_code, "nadie@example.org" in done.output) == (1, True)


def test_ballots_of_a_file_go_in_once(open_booth: Booth, file: Callable[[str], Path]) -> None:
    path = file("voter,options\na,T-001;T-002\nb,T-001\n")
    first = run(import_ballots, path, *PLACE)
    assert "Se agregaron 2 boletas" in first.output
    assert "2 ya estaban" in run(import_ballots, path, *PLACE).output
    assert ballots(open_booth) == 2
    assert open_booth.session.scalar(select(func.count(Account.id)).where(Account.email.is_(None))) == 2


def test_bad_rows_are_named_with_their_line_and_the_rest_goes_in(
    open_booth: Booth, file: Callable[[str], Path]
) -> None:
    path = file("voter,options\na,T-001\nb,T-999\nc,\n,T-001\nd,T-001;T-002;T-003;T-004\ne,T-002\n")
    done = run(import_ballots, path, *PLACE)
    assert done.exit_code == 0
    for line in (3, 4, 5, 6):
        assert f"Fila {line}:" in done.output
    assert "4 filas con problemas" in done.output
    assert ballots(open_booth) == 2


def test_a_strict_import_stores_nothing_when_a_row_is_wrong(
    open_booth: Booth, file: Callable[[str], Path]
) -> None:
    done = run(import_ballots, file("voter,options\na,T-001\nb,T-999\n"), *PLACE, "--strict")
    assert (done.exit_code, ballots(open_booth)) == (1, 0)


def test_a_dry_run_stores_nothing(open_booth: Booth, file: Callable[[str], Path]) -> None:
    done = run(import_ballots, file("voter,options\na,T-001\n"), *PLACE, "--dry-run")
    assert "Se agregarían 1 boletas" in done.output
    assert ballots(open_booth) == 0


def test_the_columns_can_be_named(open_booth: Booth, file: Callable[[str], Path]) -> None:
    path = file("quien,que\na,T-001\n")
    assert "«voter»" in run(import_ballots, path, *PLACE).output
    named = run(import_ballots, path, *PLACE, "--map", "voter=quien", "--map", "options=que")
    assert "Se agregaron 1" in named.output


def test_the_record_says_from_which_file_ballots_came_and_not_whose(
    open_booth: Booth, file: Callable[[str], Path]
) -> None:
    run(import_ballots, file("voter,options\na,T-001\n"), *PLACE)
    entry = open_booth.session.scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry
    assert (entry.verb, entry.facts) == (
        "ballots.imported",
        {"ballots": {"added": 1, "replaced": 0, "same": 0}},
    )


def test_ballots_match_themes_by_the_key_of_their_file(
    open_booth: Booth, file: Callable[[str], Path]
) -> None:
    theme = open_booth.session.scalars(select(Theme).order_by(Theme.number)).first()
    assert theme
    theme.source_key = "17"
    open_booth.session.commit()
    content = "META\nkey;value\nPROJECTS\nproject_id;cost\n17;1\nVOTES\nvoter_id;vote\n900;17\n"
    assert "Se agregaron 1" in run(import_ballots, file(content, "ejemplo.pb"), *PLACE).output  # type: ignore[call-arg]
    assert open_booth.session.scalars(select(Ballot.choices)).all() == [["T-001"]]


@pytest.mark.real
@pytest.mark.slow
def test_every_tally_of_a_real_election_equals_its_published_votes(
    app: Gacocrea, clock: FixedClock, keys: KeyRing, real_data: Path
) -> None:
    """Újbuda 2025: four categories become pillars, forty projects themes, 2,040 voters ballots of the common way."""
    path = real_data / "pabulib" / "Hungary_Budapest_2025_XI_Ujbuda.pb"
    session = db.session()
    forum = make_forum(session)
    cycle = make_cycle(session, forum, phase=Phase.VOTING, choices_max=1)
    booth = Booth(session, keys, forum, cycle)
    booth.core = [make_member(session, forum, sector=sector) for sector in range(2)]
    columns = {
        "title": "name",
        "problem": "name",
        "solution": "name",
        "pillar": "category",
        "key": "project_id",
    }
    words = [f"--map={name}={column}" for name, column in columns.items()]
    words += [
        f"--pillar-map={category}={pillar.key}"
        for category, pillar in zip(("Care", "Free", "Green", "Modern"), cycle.pillars, strict=True)
    ]
    done = run(import_proposals, path, *PLACE, *words)
    assert done.exit_code == 0, done.output
    done = run(import_themes, *PLACE)
    assert done.exit_code == 0, done.output
    booth.open()
    done = run(import_ballots, path, *PLACE)
    assert done.exit_code == 0, done.output
    booth.finish()
    elected = read_pabulib(path).projects
    keyed = {theme.id: row_key(str(theme.source_key)) for theme in session.scalars(select(Theme))}
    lines = [line for each in booth.polls if (found := results(session, each)) for line in found.lines]
    counted = {keyed[line.theme_id]: line.votes for line in lines}
    assert counted == {project.id: project.votes for project in elected}
    assert len(counted) == 40
    official = {
        theme for theme, key in keyed.items() if key in {each.id for each in elected if each.selected == 1}
    }
    confirm_all(booth, official)
    assert selected_theme_ids(session, cycle.id) == official


def confirm_all(booth: Booth, official: set[int]) -> None:
    """Confirm the official winners of every pillar, each difference from the online ballots with its reason."""
    for each in booth.polls:
        ids = {option.theme_id for option in each.options}
        decide_selection(
            booth.session,
            actor=booth.official(0),
            cycle=booth.cycle,
            poll=each,
            chosen=ids & official,
            reasons=dict.fromkeys(
                ids, "El resultado oficial también cuenta el papel y lo que cuesta cada uno."
            ),
            now=AFTER_CHALLENGE,
        )
