"""The one form of an address."""

import unicodedata


def folded_email(address: str) -> str:
    """Return an address in the one form in which it is stored and compared."""
    return unicodedata.normalize("NFC", address).strip().casefold()
