"""What the tests of this stage ask for."""

import pytest
from sqlalchemy.orm import Session

from tests.themes.desk import Desk, make_desk


@pytest.fixture
def desk(session: Session) -> Desk:
    return make_desk(session)
