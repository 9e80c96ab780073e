"""What is read of moderation: the queue, bursts, the public log, appeals, rules; each says its statements."""

from gacocrea.moderation.queries.appeals import AppealRow, appeal_at, appeals_of, open_appeals
from gacocrea.moderation.queries.flood import BurstRow, bursts_of
from gacocrea.moderation.queries.log import LogLine, log_of
from gacocrea.moderation.queries.queue import (
    Page,
    Row,
    Show,
    counts,
    items_at,
    page_of,
    reported_since,
    reports_on,
    ruling_at,
    seen_of,
)
from gacocrea.moderation.queries.rules import rule_for, rules_of, texts_of

__all__ = [
    "AppealRow",
    "BurstRow",
    "LogLine",
    "Page",
    "Row",
    "Show",
    "appeal_at",
    "appeals_of",
    "bursts_of",
    "counts",
    "items_at",
    "log_of",
    "open_appeals",
    "page_of",
    "reported_since",
    "reports_on",
    "rule_for",
    "rules_of",
    "ruling_at",
    "seen_of",
    "texts_of",
]
