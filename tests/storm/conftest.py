"""Storms stand on the booth of the tests of the vote."""

from tests.voting.conftest import booth, keys, open_booth

__all__ = ["booth", "keys", "open_booth"]
