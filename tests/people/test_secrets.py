"""What people entrust is useless without the installation's key."""

import pytest
from cryptography.exceptions import InvalidTag

from gacocrea.people.secrets import Secrets


def test_a_sealed_secret_opens_only_for_its_purpose_and_with_its_key(tmp_path):
    secrets = Secrets(tmp_path / "a")
    sealed = secrets.seal("totp", b"hidden")
    assert b"hidden" not in sealed
    assert secrets.unseal("totp", sealed) == b"hidden"
    for stranger, purpose in ((secrets, "other"), (Secrets(tmp_path / "b"), "totp")):
        with pytest.raises(InvalidTag):
            stranger.unseal(purpose, sealed)


def test_a_digest_is_the_same_for_the_same_parts_alone(tmp_path):
    secrets = Secrets(tmp_path)
    assert secrets.digest("document", "ec", "17") == secrets.digest("document", "ec", "17")
    others = {secrets.digest("document", "e", "c17"), secrets.digest("census", "ec", "17")}
    assert secrets.digest("document", "ec", "17") not in others


def test_only_its_owner_reads_the_key(tmp_path):
    Secrets(tmp_path).digest("x", "y")
    assert (tmp_path / "people").stat().st_mode & 0o077 == 0
