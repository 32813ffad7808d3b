"""Names of makers, which a specification may not hold."""

from __future__ import annotations

import re

MAKES = frozenset(
    word
    for line in (
        "acer aruba apc apple asus cambium cisco dell draytek d-link eaton epson fortinet gilat",
        "hikvision hp huawei hughes intel juniper lenovo macbook meraki mikrotik microsoft mimosa",
        "netgear nokia oneweb ruckus ruijie samsung starlink thinkpad toshiba tp-link ubiquiti",
        "unifi viasat xiaomi zte zyxel",
    )
    for word in line.split()
)  # words that name a maker, never a performance; lower case


def names_a_make(*texts: str) -> bool:
    """Return whether a text has the name of a maker or a brand as a word of its own."""
    words = re.split(r"[\s/,(;•]+", " ".join(texts).lower())
    return any(word.strip(").;:\"'") in MAKES for word in words)
