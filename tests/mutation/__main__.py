"""python -m tests.mutation [module …] [--checks-only]: how many small faults the tests notice. See docs/mutation.md."""

import subprocess
import sys

TOKENS = [f"tests/people/test_{name}.py" for name in ("accounts", "ways", "passwords")]
TARGETS = {
    "gacocrea.core.permissions": ["tests/core/test_permissions.py"],
    "gacocrea.people.actions.tokens": TOKENS,
    "gacocrea.people.rules.tokens": TOKENS,
    "gacocrea.people.rules.passwords": ["tests/people/test_passwords.py", *TOKENS],
    "gacocrea.people.rules.addresses": TOKENS,
    "gacocrea.voting.rules.steps": ["tests/voting/test_steps.py", "tests/voting/test_challenge.py"],
    "gacocrea.voting.rules.seals": ["tests/voting/test_seals.py", "tests/voting/test_casting.py"],
    "gacocrea.voting.rules.receipts": ["tests/voting/test_seals.py", "tests/voting/test_receipt_pages.py"],
    "gacocrea.voting.rules.suppression": ["tests/voting/test_challenge.py", "tests/voting/test_counting.py"],
    "gacocrea.voting.rules.counting": ["tests/voting/test_counting.py", "tests/voting/test_proportional.py"],
    "gacocrea.voting.actions.casting": ["tests/voting/test_casting.py", "tests/voting/test_booth_pages.py"],
    "gacocrea.voting.actions.closing": ["tests/voting/test_steps.py", "tests/voting/test_challenge.py"],
    "gacocrea.voting.actions.pairs": ["tests/voting/test_steps.py", "tests/voting/test_challenge.py"],
    "gacocrea.voting.actions.steps": ["tests/voting/test_steps.py", "tests/voting/test_challenge.py"],
    "gacocrea.voting.actions.annulling": ["tests/voting/test_challenge.py"],
    "gacocrea.forum.actions.administrators": ["tests/forum/test_administrators.py"],
}
"""By module the tests that must notice, the nearest first."""


def run(module: str, *more: str) -> int:
    """Print the figures of a module; return 0 when at least 90 % and every dropped check were noticed."""
    tests = list(dict.fromkeys(TARGETS[module]))
    quick = ("-m", "not slow and not postgres and not browser and not real")
    command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.plugin", "-n", "0", "-q", "--no-header"]
    return subprocess.run([*command, *quick, "--mutate", module, *more, *tests], check=False).returncode


if __name__ == "__main__":
    wanted = [name for name in sys.argv[1:] if not name.startswith("--")] or list(TARGETS)
    options = [name for name in sys.argv[1:] if name.startswith("--")]
    sys.exit(max(run(name, *options) for name in wanted))
