"""The recount finds nothing in a true package and names what is wrong in any other; nothing makes it stumble."""

import subprocess
import sys
import zipfile
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from gacocrea.voting import recount
from gacocrea.voting.rules import canonical, profile_of, rank
from tests.voting.big_package import measure
from tests.voting.packages import (
    PILLAR,
    Cast,
    Files,
    codes_of,
    mended,
    package,
    some_ballots,
    usual,
    write_folder,
    write_zip,
)
from tests.voting.tamperings import TAMPERINGS, read

RULES = ("top_n", "phragmen", "equal_shares")


def ballots_of(options: int, most: int, number: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[Any, ...]]:
    one = st.sets(st.sampled_from(codes_of(options)), max_size=most).map(lambda codes: tuple(sorted(codes)))
    return number.flatmap(lambda size: st.lists(one, min_size=size, max_size=size)).map(tuple)


@st.composite
def casts(draw: st.DrawFn) -> Cast:
    options, most = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    ballots = draw(ballots_of(options, most, st.integers(0, 40)))
    sheets = draw(st.none() | ballots_of(options, most, st.integers(0, 14)))
    return Cast(
        ballots=ballots,
        options=options,
        choices_max=most,
        seats=draw(st.integers(1, 8)),
        rule=draw(st.sampled_from(RULES)),
        replaced=draw(st.integers(0, 4)),
        annulled=draw(st.integers(0, min(4, len(ballots)))),
        sheets=sheets,
        seed=draw(st.integers(0, 1000)),
    )


def faults_of(files: Files, folder: Path) -> list[tuple[str, str, str]]:
    return recount.recount(write_folder(files, folder))[0]


@given(casts())
@settings(max_examples=40, deadline=None)
def test_a_true_package_has_no_fault(tmp_path_factory: pytest.TempPathFactory, cast: Cast) -> None:
    assert faults_of(package(cast), tmp_path_factory.mktemp("true")) == []


def test_a_package_with_checkpoints_paper_and_several_pillars_has_no_fault(tmp_path: Path) -> None:
    few = Cast(some_ballots(6), annulled=0, pillar="integridad", rule="phragmen", sheets=some_ballots(4))
    assert faults_of(package(usual(), few), tmp_path) == []


@pytest.mark.parametrize("name", TAMPERINGS)
def test_each_tampering_is_named(name: str, tmp_path: Path) -> None:
    code, tamper = TAMPERINGS[name]
    found = faults_of(tamper(package(usual())), tmp_path)
    assert code in {fault[0] for fault in found}


def test_the_seal_of_a_dropped_ballot_and_an_edited_total_are_said(tmp_path: Path) -> None:
    good = package(usual())
    seal = read(good, "ballots.jsonl")[3]["seal"]
    dropped = faults_of(TAMPERINGS["a dropped ballot"][1](good), tmp_path / "dropped")
    edited = faults_of(TAMPERINGS["an edited total"][1](good), tmp_path / "edited")
    assert ("dropped", PILLAR, seal) in dropped
    right = read(good, "result.json")["online"]["totals"]["T-004"]
    assert ("differs", PILLAR, f"result.json, online, totals, T-004: {right + 40} ≠ {right}") in edited


@pytest.mark.slow
@given(
    ballots_of(6, 6, st.integers(0, 30)),
    st.integers(1, 7),
    st.sampled_from(RULES),
    st.binary(min_size=32, max_size=32),
)
@settings(max_examples=200, deadline=None)
def test_the_recount_and_the_program_elect_alike(
    ballots: tuple[tuple[str, ...], ...], seats: int, rule: str, root: bytes
) -> None:
    profile = profile_of(codes_of(6), ballots)
    theirs = rank(rule, votes=profile.votes, profile=profile, seats=seats, root=root.hex())
    mine = recount.elect(rule, seats, profile.votes, Counter(ballots), root.hex())
    assert mine == [list(theirs.order), list(theirs.winners)]


@pytest.mark.slow
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 511))
@settings(max_examples=12, deadline=None)
def test_a_signature_holds_and_breaks_with_any_bit(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert recount.is_signed(public, message, bytes(signature))
    assert not recount.is_signed(public, message + b"!", bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    with suppress(ValueError):  # the first half may be no point of the curve any more
        assert not recount.is_signed(public, message, bytes(signature))


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "ñ" * 300, "\ud800", [], {}, [[]], {"a": None}, [None], ["00"], "zz" * 32
)  # fmt: skip


def _places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    )
    return [way, *(place for key, each in inner for place in _places(each, (*way, key)))]


def _with(value: Any, way: tuple[Any, ...], odd: Any) -> Any:
    if not way:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = _with(value[way[0]], way[1:], odd)
    return copy


@pytest.mark.slow
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_that_a_file_says_makes_the_recount_stumble(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """One value somewhere is replaced by an odd one: there is a fault, or what it says is nothing of the vote."""
    good = _small()
    name = data.draw(st.sampled_from([path for path in good if path.startswith(PILLAR)])).removeprefix(
        f"{PILLAR}/"
    )
    value = read(good, name)
    whole = value if not name.endswith("l") else value[0]
    bad = _with(whole, data.draw(st.sampled_from(_places(whole))), data.draw(st.sampled_from(ODD)))
    try:
        content = canonical(bad) + (b"\n" * name.endswith("l"))
    except UnicodeEncodeError:
        content = b'"\\ud800"'
    faults_of(mended(good | {f"{PILLAR}/{name}": content}), tmp_path_factory.mktemp("odd"))


@cache
def _small() -> Files:
    return package(
        Cast(some_ballots(110), checkpoints=1, sheets=some_ballots(12), replaced=1, rule="phragmen")
    )


@pytest.mark.slow
@given(st.sampled_from(sorted(_small())), st.binary(max_size=60))
@settings(max_examples=40, deadline=None)
def test_files_of_anything_are_a_fault(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    assert faults_of(_small() | {name: content}, tmp_path_factory.mktemp("any")) != []


def test_a_nested_or_endless_file_is_a_fault(tmp_path: Path) -> None:
    for number, content in enumerate((b"[" * 100_000, b"9" * 100_000, b'{"a":' * 5000, b"\xff\xfe")):
        found = faults_of(mended(_small() | {f"{PILLAR}/result.json": content}), tmp_path / str(number))
        assert ("form", PILLAR, "result.json") in found


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a stranger does, from its own file and without this house on the way."""
    command = [sys.executable, "-I", recount.__file__, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_folder_and_zip_are_told_sound_with_the_same_hash(tmp_path: Path) -> None:
    files = package(usual())
    folder, archive = write_folder(files, tmp_path / "folder"), write_zip(files, tmp_path / "package.zip")
    one, other = run(folder), run(archive)
    assert (one.returncode, other.returncode) == (0, 0)
    assert one.stdout == other.stdout
    assert "Todo concuerda" in one.stdout
    assert "SHA-256" in one.stdout


def test_a_fault_is_told_in_spanish_and_in_english(tmp_path: Path) -> None:
    bad = write_folder(TAMPERINGS["a dropped ballot"][1](package(usual())), tmp_path)
    spanish, english = run(bad), run(bad, "--language", "en")
    assert (spanish.returncode, english.returncode) == (1, 1)
    assert "transparencia: Falta la boleta" in spanish.stdout
    assert "of the closing list is missing" in english.stdout


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_many_ballots_are_recounted_soon_and_in_little_memory(rule: str) -> None:
    """The whole measure, 100,000 ballots, is `python -m tests.voting.big_package`."""
    took = measure(rule, 3000)
    assert (took.code, took.seconds < 15, took.megabytes < 150) == (0, True, True), took


def test_what_is_no_package_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("nothing")
    write_zip({"a.txt": b"nothing"}, tmp_path / "other.zip")
    write_zip(package(usual()), tmp_path / "cut.zip")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "cut.zip").read_bytes()[:5000])
    for name in ("absent", "text.zip", "other.zip", "cut.zip", "."):
        told = run(tmp_path / name, "--language", "en")
        assert (told.returncode, told.stderr) == (2, "")
        assert "There is no package here" in told.stdout


def test_a_zip_with_two_files_of_one_name_is_no_package(tmp_path: Path) -> None:
    path = write_zip(package(usual()), tmp_path / "twice.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(f"{PILLAR}/result.json", b"{}")
    assert recount.recount(path) == ([], {})


def test_a_damaged_zip_never_makes_it_stumble(tmp_path: Path) -> None:
    whole = write_zip(package(usual()), tmp_path / "whole.zip").read_bytes()
    for place in range(0, len(whole), len(whole) // 40):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        (tmp_path / "damaged.zip").write_bytes(damaged)
        recount.recount(tmp_path / "damaged.zip")


def test_what_a_hostile_package_says_cannot_steer_a_terminal(tmp_path: Path) -> None:
    files = _small()
    bad = mended(files | {f"{PILLAR}/\x1b[2Jx.json": b"1"}) | {f"{PILLAR}/\x1b]0;x": b"1"}
    assert "\x1b" not in run(write_folder(bad, tmp_path)).stdout
