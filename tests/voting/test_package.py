"""The public package of a published vote: whatever happened, the recount agrees, and the bytes never differ."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from gacocrea.core.errors import Conflict
from gacocrea.core.record import RecordEntry
from gacocrea.voting import package
from gacocrea.voting.models import Annulled, Ballot, FinalBallot, Superseded
from gacocrea.voting.outgoing import export_package
from gacocrea.voting.queries import count_of, results
from gacocrea.voting.recount import recount
from tests.browser import Browser
from tests.support import lift_guards
from tests.voting.booth import Booth, nonce

pytestmark = pytest.mark.both_engines
Browsers = Callable[..., Browser]
RESULTS = "/ecuador/2026-2028/resultados"
THEMES = ("T-001", "T-002", "T-003", "T-004", "T-005")


def cast_some(booth: Booth, number: int) -> None:
    """Let so many people vote, some of them blank."""
    for place, voter in enumerate(booth.voters(number)):
        chosen = [theme for step, theme in enumerate(THEMES) if (place * 7 + step * 3) % 5 < 2][:3]
        booth.vote(voter, *(chosen if place % 6 else ()), voter_nonce=nonce(place + 10))


def files_of(booth: Booth) -> dict[str, bytes]:
    files = package.package_files(booth.session, booth.polls)
    return {path: b"".join(content()) for path, content in files.items()}


def faults_of(booth: Booth, folder: Path) -> list[tuple[str, str, str]]:
    package.write_folder(package.package_files(booth.session, booth.polls), folder)
    faults, hashes = recount(folder)
    assert hashes.keys() == {"transparencia"}
    return faults


def said(booth: Booth, name: str) -> Any:
    return json.loads(files_of(booth)[f"transparencia/{name}"])


@pytest.fixture
def voted(open_booth: Booth) -> Booth:
    """A poll with fourteen ballots, one of them replaced once."""
    cast_some(open_booth, 13)
    fickle = open_booth.voters(1)[0]
    open_booth.vote(fickle, "T-001", voter_nonce=nonce(1))
    open_booth.vote(fickle, "T-002", voter_nonce=nonce(2))
    return open_booth


def test_a_published_vote_is_recounted_without_a_fault(voted: Booth, tmp_path: Path) -> None:
    voted.finish()
    assert faults_of(voted, tmp_path) == []
    assert said(voted, "result.json")["replaced"] == 1


def test_folder_and_zip_have_the_same_bytes_at_any_time(voted: Booth) -> None:
    voted.finish()
    files, again = files_of(voted), files_of(voted)
    assert files == again
    one, other = io.BytesIO(), io.BytesIO()
    package.write_zip(package.package_files(voted.session, voted.polls), one)
    package.write_zip(package.package_files(voted.session, voted.polls), other)
    assert one.getvalue() == other.getvalue()


def test_the_record_names_the_hash_that_the_recount_prints(voted: Booth, tmp_path: Path) -> None:
    voted.finish()
    package.write_folder(package.package_files(voted.session, voted.polls), tmp_path)
    published = select(RecordEntry.facts).where(RecordEntry.verb == "poll.published")
    facts = voted.session.scalars(published).one()
    assert recount(tmp_path)[1] == {"transparencia": facts["package"]}
    assert facts["result"] == hashlib.sha256(files_of(voted)["transparencia/result.json"]).hexdigest()


def test_nothing_is_in_the_package_before_publication(voted: Booth) -> None:
    voted.close()
    assert set(files_of(voted)) == {"LEEME.txt", "SHA256SUMS", "recount.py"}


def test_no_name_and_no_account_is_in_the_package(voted: Booth) -> None:
    voted.finish()
    ballots = files_of(voted)["transparencia/ballots.jsonl"].splitlines()
    assert all(
        set(json.loads(line)) == {"choices", "seal", "server_nonce", "voter_nonce"} for line in ballots
    )
    assert ballots == sorted(ballots, key=lambda line: str(json.loads(line)["seal"]))


def test_fewer_than_ten_ballots_leave_totals_and_no_opening(open_booth: Booth, tmp_path: Path) -> None:
    cast_some(open_booth, 9)
    open_booth.finish()
    assert "transparencia/ballots.jsonl" not in files_of(open_booth)
    kept = open_booth.session.execute(select(FinalBallot.choices, FinalBallot.voter_nonce)).all()
    assert [tuple(row) for row in kept] == [(None, None)] * 9
    assert open_booth.session.scalars(select(Ballot)).all() == []
    assert faults_of(open_booth, tmp_path) == []


def test_the_page_and_the_package_of_so_few_ballots_say_the_same(
    open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast_some(open_booth, 9)
    open_booth.finish()
    monkeypatch.setattr("gacocrea.voting.queries.counts._counted", {})
    result = results(open_booth.session, open_booth.poll)
    assert result is not None
    together = said(open_booth, "result.json")["together"]
    assert {line.code: line.votes for line in result.lines} == together["totals"]
    assert (result.ballots, result.blank) == (together["ballots"], together["blank"])


def test_page_and_package_agree_on_order_and_winners(voted: Booth) -> None:
    voted.finish()
    count, result = count_of(voted.session, voted.poll), said(voted, "result.json")
    assert result["order"] == list(count.ranking.order)
    assert result["winners"] == list(count.ranking.winners)
    assert result["online"]["totals"] == count.online.votes


def test_an_annulled_ballot_is_listed_with_its_cause_and_never_opened(voted: Booth, tmp_path: Path) -> None:
    voted.close()
    gone = voted.session.scalars(select(Ballot)).first()
    assert gone is not None
    voted.session.add(Annulled(poll_id=gone.poll_id, seal=gone.seal, cause="duplicate_person"))
    voted.session.delete(gone)
    voted.session.commit()
    voted.publish()
    assert faults_of(voted, tmp_path) == []
    assert said(voted, "annulled.json") == [{"cause": "duplicate_person", "seal": gone.seal}]
    assert said(voted, "result.json")["annulled"] == {"duplicate_person": 1}


def test_every_acknowledged_seal_is_final_replaced_or_annulled(voted: Booth) -> None:
    voted.finish()
    closing = said(voted, "closing.json")
    assert closing["seals"] == sorted(voted.session.scalars(select(FinalBallot.seal)))
    assert closing["superseded"] == sorted(voted.session.scalars(select(Superseded.seal)))


def test_a_ballot_that_was_changed_in_the_database_is_not_published(voted: Booth) -> None:
    voted.close()
    ballot = voted.session.scalars(select(Ballot)).first()
    assert ballot is not None
    lift_guards(voted.session)
    ballot.choices = ["T-005"] if ballot.choices != ["T-005"] else []
    voted.session.commit()
    with pytest.raises(Conflict) as refusal:
        voted.publish()
    assert refusal.value.code == "broken_ballot"


def test_the_files_are_on_the_page_and_the_zip_is_what_the_command_writes(
    voted: Booth, browser: Browsers, tmp_path: Path
) -> None:
    voted.finish()
    visitor = browser()
    page = visitor.get(f"{RESULTS}/transparencia")
    assert f"{RESULTS}/paquete.zip" in page.links()
    assert package.recorded_hash(voted.session, voted.poll) in page.words
    archive = visitor.get(f"{RESULTS}/paquete.zip").response
    for name in ("one.zip", "folder"):
        words = ["--forum", "ecuador", "--cycle", "2026-2028", "-o", str(tmp_path / name)]
        assert CliRunner().invoke(export_package, words).exit_code == 0
    assert archive.mimetype == "application/zip"
    assert archive.data == (tmp_path / "one.zip").read_bytes()
    assert recount(tmp_path / "one.zip") == recount(tmp_path / "folder")
    assert recount(tmp_path / "one.zip")[0] == []


def test_each_file_has_its_kind_and_is_not_sent_twice(voted: Booth, browser: Browsers) -> None:
    voted.finish()
    kinds = {"result.json": "application/json", "ballots.jsonl": "application/x-ndjson"}
    for name, kind in kinds.items():
        address = f"{RESULTS}/transparencia/paquete/{name}"
        first = browser().get(address).response
        assert (first.mimetype, first.data) == (kind, files_of(voted)[f"transparencia/{name}"])
        assert "max-age=3600" in first.headers["Cache-Control"]
        again = browser().get(address, headers={"If-None-Match": first.headers["ETag"]}).response
        assert (again.status_code, again.data) == (304, b"")


def test_before_publication_no_file_of_the_package_is_there(voted: Booth, browser: Browsers) -> None:
    voted.close()
    for name in ("paquete.zip", "transparencia/paquete/result.json", "transparencia/paquete/ballots.jsonl"):
        assert browser().get(f"{RESULTS}/{name}").status == 404


def test_a_name_that_is_no_file_of_the_package_is_not_there(voted: Booth, browser: Browsers) -> None:
    voted.finish()
    for name in ("paper.json", "SHA256SUMS", "..%2Fresult.json", "manifest.txt"):
        assert browser().get(f"{RESULTS}/transparencia/paquete/{name}").status == 404
