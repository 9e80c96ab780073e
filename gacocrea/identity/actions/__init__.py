"""What happens to identities: documents given and compared, censuses read, people registered and disputes settled."""

from gacocrea.identity.actions.assisted import (
    Seen,
    Sheet,
    cancel_registration,
    register_person,
    take_over,
)
from gacocrea.identity.actions.census import accept_documents, drop_census, put_in_force, read_census
from gacocrea.identity.actions.claims import Typed, census_in_force, claim_document
from gacocrea.identity.actions.letters import send_code
from gacocrea.identity.actions.reading import CensusFile, Reading, hash_rows
from gacocrea.identity.actions.settling import settle_document, withdraw_level

__all__ = [
    "CensusFile",
    "Reading",
    "Seen",
    "Sheet",
    "Typed",
    "accept_documents",
    "cancel_registration",
    "census_in_force",
    "claim_document",
    "drop_census",
    "hash_rows",
    "put_in_force",
    "read_census",
    "register_person",
    "send_code",
    "settle_document",
    "take_over",
    "withdraw_level",
]
