"""What happens in this stage: people follow things, choose how often to hear, and are told."""

from gacocrea.notices.actions.following import choose_rhythm, follow, stop_all
from gacocrea.notices.actions.telling import Voice, queue_notices

__all__ = ["Voice", "choose_rhythm", "follow", "queue_notices", "stop_all"]
