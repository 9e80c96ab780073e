"""What the tests of the vote ask for."""

import pytest
from sqlalchemy.orm import Session

from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from tests.voting.booth import Booth, make_booth


@pytest.fixture
def keys(app: Gacocrea) -> KeyRing:
    return KeyRing(app.settings.keys)


@pytest.fixture
def booth(session: Session, keys: KeyRing) -> Booth:
    """A cycle in its voting phase whose polls are not open yet: five themes in the first pillar."""
    return make_booth(session, keys)


@pytest.fixture
def open_booth(booth: Booth) -> Booth:
    booth.open()
    return booth
