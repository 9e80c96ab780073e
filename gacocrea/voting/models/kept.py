"""What nobody changes any more in a vote, whoever asks the database: docs/voting-protocol.md says when and why."""

from gacocrea.core.db import Base
from gacocrea.core.kept import ALWAYS, carry, keep


def _state(place: str) -> str:
    return f"COALESCE((SELECT state FROM poll WHERE id = {place}.poll_id), 'none')"  # noqa: S608


def keep_all(
    *, poll: type[Base], option: type[Base], ballot: type[Base], superseded: type[Base], final: type[Base],
    annulled: type[Base], paper: type[Base], checkpoint: type[Base],
) -> None:  # fmt: skip
    """Put up the guards of the vote: states go forward, closed ballots and published results stay as they are."""
    keep(poll, update=_POLL, delete="OLD.state <> 'open'")
    keep(
        option,
        update=" OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("code", "title", "summary", "text_hash")),
    )
    keep(ballot, insert=f"{_state('NEW')} <> 'open'", update=f"{_state('NEW')} <> 'open'")
    keep(superseded, insert=f"{_state('NEW')} <> 'open'", update=ALWAYS, delete=f"{_state('OLD')} <> 'open'")
    keep(
        final,
        columns=("choices", "voter_nonce", "server_nonce"),
        insert=f"{_state('NEW')} <> 'closed'",
        update=f"{_state('NEW')} <> 'closed' OR NEW.seal <> OLD.seal",
        delete=ALWAYS,
    )
    keep(annulled, insert=f"{_state('NEW')} <> 'closed'", update=ALWAYS, delete=ALWAYS)
    keep(paper, update=ALWAYS, delete=f"{_PAPER} <> 'open'")
    keep(checkpoint, insert=f"{_state('NEW')} <> 'open'", update=ALWAYS, delete=f"{_state('OLD')} <> 'open'")
    carry(ballot, postgresql=[_LAY])


_POLL = " OR ".join(
    [
        "(OLD.state = 'published' AND NEW.state <> 'published')",
        "(OLD.state = 'closed' AND NEW.state = 'open')",
        *(f"NEW.{name} <> OLD.{name}" for name in ("cycle_id", "pillar_id", "manifest", "manifest_hash")),
        *(
            f"NEW.{name} <> OLD.{name}"
            for name in ("root", "closed_at", "eligible", "published_at", "result")
        ),
    ]
)
_PAPER = (
    "COALESCE((SELECT poll.state FROM poll JOIN paper_batch ON paper_batch.poll_id = poll.id "
    "WHERE paper_batch.id = OLD.batch_id), 'none')"
)
_LAY = """CREATE OR REPLACE FUNCTION lay_by_key(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT AS $$ BEGIN
IF name NOT IN ('ballot', 'superseded') THEN RAISE EXCEPTION 'not a table of ballots'; END IF;
EXECUTE 'CLUSTER ' || quote_ident(name) || ' USING ' || quote_ident('pk_' || name); END $$"""
"""Lets an account that does not own the tables lay ballots by pseudonym; see `core.db.lay_by_key`."""
