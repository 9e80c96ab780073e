"""The rules of the vote over plain values: sealing, freezing, counting."""

from gacocrea.voting.rules.counting import Ranking, Turn, check_choices, tally, top_n
from gacocrea.voting.rules.manifest import CAUSES, Manifest, Option, read_manifest
from gacocrea.voting.rules.paper import (
    Difference,
    Reading,
    agreed,
    batch_seal,
    differences,
    order_on_sheet,
    read_again,
    read_marks,
    read_serial,
    serial_of,
    shown_serial,
)
from gacocrea.voting.rules.profile import Profile, profile_of
from gacocrea.voting.rules.proportional import equal_shares, phragmen
from gacocrea.voting.rules.receipts import read_receipt
from gacocrea.voting.rules.robustness import fewest_false
from gacocrea.voting.rules.seals import (
    canonical,
    closing_root,
    digest,
    form_mark,
    import_nonce,
    key_check,
    merkle_root,
    pseudonym,
    receipt_text,
    same,
    seal,
    voter_nonce_from,
)
from gacocrea.voting.rules.selection import PROPORTIONAL, rank
from gacocrea.voting.rules.steps import Signer, next_step, pair_refusal, step_refusal
from gacocrea.voting.rules.suppression import suppress

__all__ = [
    "CAUSES",
    "PROPORTIONAL",
    "Difference",
    "Manifest",
    "Option",
    "Profile",
    "Ranking",
    "Reading",
    "Signer",
    "Turn",
    "agreed",
    "batch_seal",
    "canonical",
    "check_choices",
    "closing_root",
    "differences",
    "digest",
    "equal_shares",
    "fewest_false",
    "form_mark",
    "import_nonce",
    "key_check",
    "merkle_root",
    "next_step",
    "order_on_sheet",
    "pair_refusal",
    "phragmen",
    "profile_of",
    "pseudonym",
    "rank",
    "read_again",
    "read_manifest",
    "read_marks",
    "read_receipt",
    "read_serial",
    "receipt_text",
    "same",
    "seal",
    "serial_of",
    "shown_serial",
    "step_refusal",
    "suppress",
    "tally",
    "top_n",
    "voter_nonce_from",
]
