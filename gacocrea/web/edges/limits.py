"""Every limit, in one table. `docs/limits.md` is written from it: `.venv/bin/python tools/limits > docs/limits.md`.

Two kinds of numbers. Strict ones count one account or one mailbox, wherever it is asked from. Generous ones count one
address of the network, behind which a school or a village may sit. Ballots are counted nowhere: a counter by account
or address would know who voted when.
"""

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What a limit counts."""

    ACCOUNT = "account"
    ADDRESS = "address"
    MAILBOX = "mailbox"
    MAILBOX_HERE = "mailbox from one address"


@dataclass(frozen=True)
class Limit:
    """At most `rate` requests to `views` from one of `by`; `why` is its sentence in the documentation."""

    views: tuple[str, ...]
    rate: str
    by: By
    why: str
    failed: bool = False
    """Count only what was refused (422): whoever gets it right is never slowed."""
    slow: bool = False
    """Count only forms that came without a solved challenge."""
    asked: str = ""
    """Count only addresses that ask with this word of the query."""
    unless_known: bool = False
    """Spare a browser from which this mailbox has signed in before."""


SIGN_IN = ("people.sign_in",)
LETTERS = ("people.ask_reset", "people.ask_link", "people.open_account", "people.join")
OPEN = ("people.open_account", "people.ask_reset", "people.ask_link", "results.complain")
TOKENS = (
    "people.confirm",
    "people.reset",
    "people.use_link",
    "people.confirm_email",
    "people.undo_email",
    "people.confirm_join",
)
PROOFS = ("people.second_factor", "people.prove", "people.remove_app")
OUTSIDE = (
    *("people.enter_with", "people.link_with", "people.back"),
    *("people.enter_by_passkey", "people.prove_by_passkey", "people.add_passkey"),
)
DOCUMENTS = ("identity.document", "identity.code")
WRITING = ("proposals.new", "proposals.draft", "proposals.edit")
SPEAKING = (
    "proposals.argue",
    "commitments.comment",
    "moderation.report",
    "moderation.appeal",
    "themes.appeal",
)
FILES = (
    "plan.download",
    "plan.sheet",
    "plan.template",
    "openness.record_file",
    "themes.responses_file",
    "moderation.log_csv",
    "commitments.comments_csv",
    "courses.table",
    "courses.certificate_file",
    "results.whole",
    "results.table",
    "sharing.poster",
    "sharing.forum_poster",
)

LIMITS: tuple[Limit, ...] = (
    Limit(
        SIGN_IN,
        "10 per 5 minutes",
        By.MAILBOX_HERE,
        "Wrong passwords for one account from one address: the address that guesses is slowed first.",
        failed=True,
    ),
    Limit(
        SIGN_IN,
        "100 per 5 minutes",
        By.ADDRESS,
        "Wrong passwords from one address for whatever accounts: a classroom mistypes less than that.",
        failed=True,
    ),
    Limit(
        SIGN_IN,
        "50 per 15 minutes",
        By.MAILBOX,
        "Wrong passwords for one account from everywhere; a browser that has signed in to it before is spared, so "
        "that nobody is locked out by the flood of others.",
        failed=True,
        unless_known=True,
    ),
    Limit(
        OUTSIDE,
        "120 per 5 minutes",
        By.ADDRESS,
        "Sign-ins with another service or a passkey, from one address: a classroom, twice.",
    ),
    Limit(
        LETTERS,
        "3 per 15 minutes",
        By.MAILBOX,
        "Letters that strangers can have sent to one mailbox.",
    ),
    Limit(
        LETTERS,
        "60 per hour",
        By.ADDRESS,
        "New accounts and reset letters asked for from one address: two classes an hour.",
    ),
    Limit(
        ("people.unconfirmed", "people.change_email"),
        "3 per 15 minutes",
        By.ACCOUNT,
        "Letters that one account can have sent: its confirmation again, or to a new address.",
    ),
    Limit(
        PROOFS,
        "60 per 5 minutes",
        By.ADDRESS,
        "Wrong codes and passwords from one address; each account counts its own wrong codes besides.",
        failed=True,
    ),
    Limit(
        DOCUMENTS,
        "10 per 15 minutes",
        By.ACCOUNT,
        "Document numbers and codes that one account tries.",
    ),
    Limit(
        DOCUMENTS,
        "100 per hour",
        By.ADDRESS,
        "Document numbers tried from one address, with however many accounts: nobody reads the census by asking.",
    ),
    Limit(("own_data.ask",), "5 per hour", By.ACCOUNT, "Requests about one's own data."),
    Limit(
        TOKENS,
        "30 per 5 minutes",
        By.ADDRESS,
        "Links of letters that were wrong, used or old: nobody guesses 256 bits, and nobody may make us try.",
        failed=True,
    ),
    Limit(
        OPEN,
        "20 per hour",
        By.ADDRESS,
        "Forms of visitors sent without a solved challenge, from one address: people without JavaScript.",
        slow=True,
    ),
    Limit(
        ("results.complain",),
        "10 per 15 minutes",
        By.ADDRESS,
        "Complaints about a vote, filed or looked up, from one address.",
    ),
    Limit(
        ("voting.receipt",), "60 per 15 minutes", By.ADDRESS, "Receipts written as files, from one address."
    ),
    Limit(
        WRITING,
        "60 per hour",
        By.ACCOUNT,
        "Proposals and drafts that one account saves; how many it may publish is the cycle's own rule.",
    ),
    Limit(
        SPEAKING, "30 per 10 minutes", By.ACCOUNT, "Arguments, comments, reports and appeals of one account."
    ),
    Limit(
        (*WRITING, *SPEAKING),
        "1200 per hour",
        By.ADDRESS,
        "All that is written from one address: a hundred people in one building.",
    ),
    Limit(
        ("proposals.index", "themes.index"),
        "300 per minute",
        By.ADDRESS,
        "Searches from one address.",
        asked="q",
    ),
    Limit(
        ("proposals.similar",),
        "600 per minute",
        By.ADDRESS,
        "Look-alikes asked while typing, from one address.",
    ),
    Limit(
        FILES, "60 per minute", By.ADDRESS, "Documents and tables written when asked for, from one address."
    ),
    Limit(
        ("plan.download",),
        "30 per 10 minutes",
        By.ACCOUNT,
        "The plan as a document, for one account of officials.",
    ),
    Limit(
        ("plan.preview_picture",),
        "300 per minute",
        By.ADDRESS,
        "Pages of the plan as pictures, from one address: seven people who leaf through it.",
    ),
    Limit(
        ("sharing.picture", "sharing.forum_picture"),
        "300 per minute",
        By.ADDRESS,
        "Pictures of links, from one address: a service that shows what people send each other.",
    ),
    Limit(("own_data.export",), "10 per hour", By.ACCOUNT, "One's own data as a file."),
)
