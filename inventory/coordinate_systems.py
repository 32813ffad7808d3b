"""Descriptions of coordinate systems that others wrote, refused before PROJ follows them.

A description may name a file of corrections (a grid). PROJ opens it as soon as the description is
read, were it a pipe that nobody writes to.
"""

from __future__ import annotations

import re

LONGEST = 20_000
"""Characters of a description; the longest of EPSG have some thousand."""
_NAMES_A_FILE = re.compile(
    r'grids\s*=|proj4_grids|parameterfile|file"|init\s*=|proj\s*=\s*pipeline', re.IGNORECASE
)


def is_followed(description: str) -> bool:
    """Return whether a description is short and names no file."""
    return len(description) <= LONGEST and not _NAMES_A_FILE.search(description)
