"""How many examples a law is tried with: a quarter in `make test`, all in `make test-long`."""

import os

from hypothesis import HealthCheck, settings

LONG = os.environ.get("KHOLBOO_TESTS") == "long"


def examples(many: int) -> int:
    """Return `many` when the long tests are asked for, else a quarter and at least ten."""
    return many if LONG else max(many // 4, min(many, 10))


LAW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
"""Few examples, the same each time: for laws that solve problems."""
