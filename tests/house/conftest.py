"""The program that the rules of the house are asked of: made once, with an empty database."""

from pathlib import Path

import pytest

from gacocrea.app import create_app
from gacocrea.web.application import Gacocrea
from tests.support import make_settings


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Gacocrea:
    place: Path = tmp_path_factory.mktemp("house")
    return create_app(make_settings(place))
