"""How long a session lives, how fresh a proof is, and how a device is called. The figures follow NIST SP 800-63B."""

from datetime import datetime, timedelta

from gacocrea.people.models import Account, SignedSession

LIFE = timedelta(days=7)
"""A session ends this long after it began, whatever happens in it."""
IDLE = timedelta(hours=12)
"""A session ends when nobody uses it for this long."""
OFFICIAL_LIFE = timedelta(hours=12)
"""What an official may do stands on a second factor this young."""
OFFICIAL_IDLE = timedelta(hours=1)
"""After this long without a request an official shows the second factor again."""
PROOF_LIFE = timedelta(minutes=15)
"""A change of how one signs in asks for a proof this young."""
HALF_LIFE = timedelta(minutes=10)
"""How long a sign-in waits for its second factor."""

SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
"""The mark in a User-Agent, and what it stands for; the first that is found counts."""


def is_alive(row: SignedSession, account: Account, now: datetime) -> bool:
    """Say whether a session still holds: not ended, not too old, and nothing of the account changed since."""
    return row.ended_at is None and row.stamp == account.stamp and now - row.created_at < LIFE


def device_of(agent: str) -> str:
    """Return the kind of program and system of a User-Agent, as "Firefox/Android"; "" when it names neither.

    No version and no address: enough for a person to know the own devices, too little to know anyone else's.
    """
    program = next((name for mark, name in PROGRAMS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return f"{program}/{system}" if program or system else ""
