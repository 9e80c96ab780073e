"""A forum asks of its commitments what its country asks, and no answer ever loses its question."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gacocrea.core.errors import Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.core.text import fold
from gacocrea.forum.actions import keep_extras
from gacocrea.forum.models import EXTRAS_MAX
from gacocrea.forum.rules import Extra, settle_extras
from tests.browser import Browser
from tests.factories import make_forum, make_member
from tests.support import NOON

names = some.text("abcñé -1", min_size=3, max_size=12).filter(lambda name: len(name.strip()) > 2)


@given(some.lists(names, max_size=EXTRAS_MAX, unique_by=fold))
def test_every_question_has_a_key_of_its_own_and_keeps_it_when_it_is_renamed(labels):
    first = settle_extras([], [Extra(label) for label in labels])
    keys = [one.key for one in first]
    assert len(set(keys)) == len(labels)
    again = settle_extras(keys, [Extra(f"Otro dato {number}", key=key) for number, key in enumerate(keys)])
    assert [one.key for one in again] == keys


@pytest.mark.parametrize(
    ("extras", "code"),
    [
        ([Extra("x")], "extras_words"),
        ([Extra("Presupuesto"), Extra("PRESUPUESTO")], "extras_twice"),
        ([Extra(f"Dato {n}") for n in range(EXTRAS_MAX + 1)], "extras_many"),
    ],
)
def test_questions_without_words_double_or_too_many_are_refused(extras, code):
    with pytest.raises(Invalid, match=code):
        settle_extras([], extras)


def test_a_question_that_is_there_cannot_be_left_out():
    with pytest.raises(Invalid, match="extras_lost"):
        settle_extras(["budget"], [Extra("Otro dato")])


def test_only_the_secretariat_says_what_the_forum_asks(session):
    forum = make_forum(session)
    with pytest.raises(NotAllowed):
        keep_extras(session, actor=Actor(1, "Ana", frozenset({Role.CITIZEN})), forum=forum, extras=[], now=NOON)


def test_the_secretariat_adds_a_question_and_stops_asking_another(session, browser):
    forum = make_forum(session)
    secretary: Browser = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/ficha")
    typed = {"extras-4-label": "Enfoque de género", "extras-4-hint": "A quién cuida.", "extras-3-asked": []}
    assert secretary.submit(page, **typed).status == 200
    session.expire_all()
    assert [(one["key"], one["asked"]) for one in forum.extras][-2:] == [("budget", False), ("enfoque_de_genero", True)]
    twice = secretary.submit(secretary.get("/ecuador/secretaria/ficha"), **{"extras-5-label": "presupuesto"})
    assert twice.status == 422
    assert "Dos datos de la ficha se llaman igual." in twice.words
