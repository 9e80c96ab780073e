"""A forum that takes Ecuadorian cédulas, with a secretary."""

import pytest

from gacocrea.core.terms import Role
from tests.factories import make_forum, make_member


@pytest.fixture
def forum(session):
    return make_forum(session, documents=["ec_ci"])


@pytest.fixture
def secretary(session, forum):
    return make_member(session, forum, Role.SECRETARIAT, name="Inés Vaca")
