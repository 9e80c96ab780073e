"""What the tests of this stage ask for."""

import pytest
from sqlalchemy.orm import Session

from tests.moderation.review import Review, make_review


@pytest.fixture
def review(session: Session) -> Review:
    return make_review(session)
