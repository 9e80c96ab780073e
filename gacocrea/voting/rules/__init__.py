"""The rules of the vote over plain values: sealing, freezing, counting."""

from gacocrea.voting.rules.counting import Ranking, check_choices, tally, top_n
from gacocrea.voting.rules.manifest import Manifest, Option, read_manifest
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
from gacocrea.voting.rules.steps import Signer, next_step, pair_refusal, step_refusal

__all__ = [
    "Manifest",
    "Option",
    "Ranking",
    "Signer",
    "canonical",
    "check_choices",
    "closing_root",
    "digest",
    "form_mark",
    "import_nonce",
    "key_check",
    "merkle_root",
    "next_step",
    "pair_refusal",
    "pseudonym",
    "read_manifest",
    "receipt_text",
    "same",
    "seal",
    "step_refusal",
    "tally",
    "top_n",
    "voter_nonce_from",
]
