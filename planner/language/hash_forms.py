"""How hashes are shown: whole, printed with 32 digits, in groups for paper, short for the ear."""

from __future__ import annotations

PRINTED = 32  # digits, 128 bits: what nobody can meet by trying
SHORT = 12  # digits, to read aloud; too few to prove anything
_GROUP = 4


def grouped(text: str) -> str:
    """Return hexadecimal digits in groups of four: 5100 d134 faff."""
    return " ".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def short_form(text: str) -> str:
    """Return the first 12 digits in groups, for reading aloud."""
    return grouped(text[:SHORT])


def printed_form(text: str) -> str:
    """Return the first 32 digits, and the short form beside them; older ones have 12 in all."""
    return f"{text[:PRINTED]} ({short_form(text)})" if text else ""


def paper_lines(text: str) -> tuple[str, str]:
    """Return a whole hash of 64 digits as two lines of eight groups, to be copied by hand."""
    return grouped(text[:PRINTED]), grouped(text[PRINTED:])
