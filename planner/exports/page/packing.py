"""The data of a page as one compressed block of text, and back again."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from typing import Any

TYPE = "application/json+gzip+base85"
_OPENS = f'<script type="{TYPE}" id="plan-data">'
_BLOCK = re.compile(rf"({re.escape(_OPENS)})([^<]*)(</script>)")
_OURS, _RFC_1924 = str.maketrans("<>&", ",.:"), str.maketrans(",.:", "<>&")


def packed(data: Any) -> str:
    """Return data as JSON, compressed without a date, in letters that end no tag.

    Five letters are four bytes, as in RFC 1924, but with other letters for <, > and &.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return as_letters(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def as_letters(data: bytes) -> str:
    """Return bytes as the letters of a block, a sixth shorter than in base64."""
    return base64.b85encode(data).decode("ascii").translate(_OURS)


def unpacked(page: str, most_bytes: int) -> str:
    """Return a page with its data readable, as builds of zlib compress the same data differently.

    Raises ValueError when the data cannot be read or is longer than `most_bytes`.
    """
    return _BLOCK.sub(
        lambda found: found[1] + _harmless(_text(found[2], most_bytes)) + found[3], page
    )


def data_text(page: str) -> str:
    """Return the data of a page that is unpacked already, as JSON; null when it has none."""
    found = re.search(f"{re.escape(_OPENS)}(.*?)</script>", page, re.DOTALL)
    return "null" if found is None else found[1]


def data_of(page: str) -> Any:
    """Return the data of a page that we wrote; raises ValueError when it has none."""
    return json.loads(_text(block_of(page, 1 << 30), 1 << 30))


def block_of(page: str, most_bytes: int) -> str:
    """Return the packed data of a page as they stand in it.

    Raises ValueError when there are none, or they cannot be unpacked or are longer than
    `most_bytes`.
    """
    found = _BLOCK.search(page)
    if found is None:
        raise ValueError("the page has no data block")
    _text(found[2], most_bytes)
    return found[2]


def _harmless(text: str) -> str:
    """Return JSON without letters that would end the block it stands in."""
    return text.replace("<", "\\u003c")


def _text(block: str, most_bytes: int) -> str:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(base64.b85decode(block.translate(_RFC_1924)), most_bytes)
    except (zlib.error, ValueError) as fault:
        raise ValueError(f"the data of the page cannot be unpacked: {fault}") from fault
    if not unpacker.eof:
        raise ValueError("the data of the page is cut short or too long")
    return found.decode("utf-8")
