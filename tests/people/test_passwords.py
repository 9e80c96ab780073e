"""Passwords: long, of any letters, never one that a guesser tries first, and never kept as they are."""

import hashlib

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.people import actions
from gacocrea.people.actions import passwords
from gacocrea.people.rules import check_password
from gacocrea.people.rules.passwords import is_breached
from gacocrea.settings import Settings, SettingsError
from tests.people.help import PHRASE, enter, make_person

PERSON = {"email": "rosa.quishpe@example.org", "name": "Rosa Elena Quishpe"}


def listed(folder, words, end="\n"):
    """Write a file of stolen passwords as they are published: sorted, with how often each was seen."""
    hashes = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in words)
    path = folder / "stolen.txt"
    path.write_bytes("".join(f"{one}:{len(one)}{end}" for one in hashes).encode())
    return path


@pytest.mark.parametrize(
    "password",
    [
        "corta pero rara", PHRASE, "ñandú, yuca & café", "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少", "x7Qm 2vLp 9zRk 4",
        "  con espacios al borde  ", "🐔🐔 gallinas felices 🐔", " ".join(map(str, range(1000, 4000, 59))),
    ],
)  # fmt: skip
def test_any_letters_will_do_if_they_are_many_and_not_easy(password):
    check_password(password, **PERSON)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("corta", "password_short"),
        ("catorce letras", "password_short"),
        ("x" * 257, "password_long"),
        ("password12345678", "password_easy"),
        ("contraseñacontraseña", "password_easy"),
        ("GobiernoAbierto2026", "password_easy"),
        ("transparencia-participacion", "password_easy"),
        ("1234567890123456", "password_easy"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_easy"),
        ("qwertyuiopasdfgh", "password_easy"),
        ("rosaelenaquishpe", "password_easy"),
        ("Quishpe.Rosa.1984", "password_easy"),
        ("abcabcabcabcabcabc", "password_easy"),
    ],
)
def test_what_a_guesser_tries_first_is_refused(password, why):
    with pytest.raises(Invalid, match=why):
        check_password(password, **PERSON)


def test_a_password_from_the_list_of_stolen_ones_is_refused(tmp_path):
    path = listed(tmp_path, [PHRASE, *map(str, range(500))], end="\r\n")
    with pytest.raises(Invalid, match="password_breached"):
        check_password(PHRASE, **PERSON, breached=path)
    check_password("cuatro gallinas y un gallo", **PERSON, breached=path)


@given(words=st.sets(st.text(max_size=4), max_size=40), other=st.text(max_size=4))
def test_the_search_by_halves_finds_what_is_there_and_nothing_else(tmp_path_factory, words, other):
    path = listed(tmp_path_factory.mktemp("list"), words)
    assert all(is_breached(word, path) for word in words)
    assert is_breached(other, path) is (other in words)


def test_a_list_that_is_not_there_is_said_at_the_start(tmp_path):
    env = {"GACOCREA_INSTANCE": str(tmp_path), "GACOCREA_BREACHED_PASSWORDS": str(tmp_path / "nowhere")}
    with pytest.raises(SettingsError, match="GACOCREA_BREACHED_PASSWORDS"):
        Settings.from_env(env)


def test_a_hash_of_earlier_parameters_is_made_anew_at_the_next_sign_in(session, browser):
    person = make_person(session)
    person.password_hash = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PHRASE)
    session.commit()
    before, stamp = person.password_hash, person.stamp
    visitor = browser()
    assert enter(visitor).path == "/mi/"
    session.expire_all()
    assert person.password_hash != before
    assert not passwords._hasher.check_needs_rehash(person.password_hash)
    assert person.stamp == stamp
    assert enter(browser()).path == "/mi/"


def test_a_password_is_compared_as_it_was_typed(session):
    make_person(session)
    for near in (PHRASE.upper(), f" {PHRASE}", f"{PHRASE} ", PHRASE[:-1]):
        with pytest.raises(Invalid, match="sign_in_failed"):
            actions.check_sign_in(session, email="rosa@example.org", password=near)


def test_passwords_are_kept_as_argon2id_with_the_parameters_of_the_library():
    assert PasswordHasher().hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PHRASE not in passwords.hashed(PHRASE)


def test_fields_of_passwords_are_masked_and_leave_room_for_managers(browser):
    page = browser().get("/cuenta/nueva")
    field = page.soup.select_one("input[name=password]")
    assert (field["type"], field["autocomplete"]) == ("password", "new-password")
    assert not field.has_attr("onpaste")
    assert int(field.get("maxlength", 256)) >= 64
