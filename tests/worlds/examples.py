"""How many examples a law is tried with: a quarter in `make test`, all in `make test-long`."""

import os

LONG = os.environ.get("KHOLBOO_TESTS") == "long"


def examples(many: int) -> int:
    """Return `many` when the long tests are asked for, else a quarter and at least ten."""
    return many if LONG else max(many // 4, min(many, 10))
