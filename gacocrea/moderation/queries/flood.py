"""Bursts among what nobody has looked at yet."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from gacocrea.moderation.models import Item
from gacocrea.moderation.queries.queue import Show, _arguments, _proposals
from gacocrea.moderation.rules import Burst, Text, bursts
from gacocrea.moderation.rules.bursts import LEAST, WINDOW
from gacocrea.people.models import Account
from gacocrea.proposals.models import Argument, Proposal

MOST = 3000
"""How many unread texts are compared, the newest first."""


@dataclass(frozen=True)
class BurstRow:
    """A burst with its items, oldest first."""

    burst: Burst
    items: tuple[Item, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(item.target for item in self.items)


def bursts_of(session: Session, *, cycle_id: int) -> list[BurstRow]:
    """Return the bursts among what waits to be looked at, the largest first. Two statements.

    What came in a file or from a workshop is no burst: nobody sent it through the pages.
    """
    proposals = _proposals(cycle_id, Show.PROPOSALS, None).join(Account, Account.id == Proposal.author_id)
    arguments = _arguments(cycle_id, Show.ARGUMENTS, None).join(Account, Account.id == Argument.author_id)
    items, texts = dict[str, Item](), list[Text]()
    for row in _newest(session, proposals.add_columns(Account.created_at), Proposal.submitted_at):
        _add(items, texts, Item(row[0]), row[1])
    for row in _newest(session, arguments.add_columns(Account.created_at), Argument.at):
        _add(items, texts, Item(row[1], row[0]), row[2])
    texts.sort(key=lambda text: text.at)
    if not any(b.at - a.at <= WINDOW for a, b in zip(texts, texts[LEAST - 1 :], strict=False)):
        return []
    return [BurstRow(burst, tuple(items[id] for id in burst.ids)) for burst in bursts(texts)]


def _newest(session: Session, wanted: Select, at: object) -> list[Row]:  # type: ignore[type-arg]
    return list(session.execute(wanted.order_by(at.desc()).limit(MOST)))  # type: ignore[attr-defined]


def _add(items: dict[str, Item], texts: list[Text], item: Item, born: object) -> None:
    items[item.target] = item
    age: timedelta = item.at - born  # type: ignore[operator]
    texts.append(Text(item.target, item.text, item.at, item.thing.author_id, age))
