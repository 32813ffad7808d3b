"""What findings of numbers, figures and expressions say, in Mongolian, by the English phrase."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    # expressions
    "a divisor other than zero": "тэг биш хуваагч",
    "yes or no (тийм, үгүй)": "тийм эсвэл үгүй",
    "correct the cell, or the expression in kholboo.toml": (
        "нүдийг эсвэл kholboo.toml дахь илэрхийллийг засна"
    ),
    "compare the column with something, as in status = 'open'": (
        "баганыг утгатай харьцуулна, жишээ нь status = 'open'"
    ),
}
"""Mongolian by English phrase; a blank stands for a value from the file."""
