"""Seals, pseudonyms and roots: fixed for ever, because published packages depend on them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.voting.rules import (
    Manifest,
    Option,
    canonical,
    closing_root,
    form_mark,
    merkle_root,
    pseudonym,
    read_manifest,
    seal,
    voter_nonce_from,
)

OPENING = {"poll": "f/c/p", "manifest_hash": "ab" * 32, "voter_nonce": "1" * 32, "server_nonce": "2" * 32}

# The test vectors of the reference implementation of certificate transparency.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_a_seal_is_the_hash_that_the_protocol_describes() -> None:
    text = (
        '{"choices":["T-001","T-002"],"manifest_hash":"' + "ab" * 32 + '","poll":"f/c/p",'
        '"server_nonce":"' + "2" * 32 + '","voter_nonce":"' + "1" * 32 + '"}'
    )
    expected = hashlib.sha256(b"gacocrea/ballot/v1\0" + text.encode()).hexdigest()
    assert seal(choices=["T-002", "T-001"], **OPENING) == expected


@pytest.mark.parametrize("part", OPENING)
def test_a_seal_changes_with_every_part_of_the_opening(part: str) -> None:
    assert seal(choices=[], **OPENING) != seal(choices=[], **{**OPENING, part: "3" * 32})


def test_canonical_text_is_composed_sorted_and_without_spaces() -> None:
    assert canonical({"b": "n\u0303", "a": [1, "x"]}) == '{"a":[1,"x"],"b":"ñ"}'.encode()


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_certificate_transparency(size: int) -> None:
    assert merkle_root([bytes.fromhex(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size]


@given(st.lists(st.binary(min_size=32, max_size=32), unique=True, max_size=20).flatmap(st.permutations))
def test_the_root_of_a_list_does_not_depend_on_its_order(leaves: list[bytes]) -> None:
    seals = [leaf.hex() for leaf in leaves]
    assert closing_root(seals) == closing_root(sorted(seals))


def test_a_pseudonym_is_of_one_key_one_poll_and_one_person() -> None:
    names = {
        pseudonym(b"k" * 32, "f/c/p", 1),
        pseudonym(b"l" * 32, "f/c/p", 1),
        pseudonym(b"k" * 32, "f/c/q", 1),
        pseudonym(b"k" * 32, "f/c/p", 2),
    }
    assert len(names) == 4


def test_the_mark_of_a_form_does_not_show_the_seal() -> None:
    assert "ab" * 32 not in form_mark(b"k" * 32, "ab" * 32)
    assert form_mark(b"k" * 32, None) != form_mark(b"k" * 32, "ab" * 32)


def test_a_secret_word_gives_a_nonce_that_does_not_show_it() -> None:
    made = voter_nonce_from("caracola", "2" * 32)
    assert made == voter_nonce_from("caracola", "2" * 32) != voter_nonce_from("caracola", "3" * 32)
    assert len(made) == 32
    assert "caracola" not in made


def test_a_manifest_is_read_as_it_was_written_and_its_text_has_one_hash() -> None:
    option = Option.freeze("T-001", "Compras a la vista", "Cada contrato, en una página.")
    manifest = Manifest(
        poll="f/c/p",
        forum="F",
        cycle="C",
        pillar="P",
        options=(option,),
        choices_max=3,
        seats=2,
        selection_rule="top_n",
        identity_level=0,
        challenge_hours=72,
        opens_at="2026-06-01T05:00:00+00:00",
        closes_at="2026-06-22T05:00:00+00:00",
        key_check="ab",
        public_key="cd",
    )
    assert read_manifest(manifest.text) == manifest
    assert manifest.hash == hashlib.sha256(b"gacocrea/manifest/v1\0" + manifest.text.encode()).hexdigest()
    assert manifest.pillar_key == "p"
