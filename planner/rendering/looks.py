"""How cells of a printed sheet look: a base, a style for what stands in them, a look of the row."""

from __future__ import annotations

from typing import Any

DARK, GREY, PALE, LINE, YELLOW = "#1F3A4D", "#5B6B76", "#E8EEF2", "#C9D3DA", "#FFF4C2"
ALARM = {"bg_color": "#F8C9C4"}  # of a cell that ought to say something else
_RIGHT = {"align": "right", "indent": 1}
_TEXT = {"num_format": "@", "text_wrap": True}
_TO_FILL = {"bg_color": YELLOW, "locked": False}
BASE: dict[str, Any] = {"font_name": "Arial", "font_size": 9, "valign": "top"}
MONEY = {
    1: "#,##0;[Red]-#,##0",
    1000: "#,##0.0,;[Red]-#,##0.0,",
    1000000: "#,##0.00,,;[Red]-#,##0.00,,",
}
DATE = 'yyyy"."mm"."dd'  # as Mongolian documents write a day
STYLES: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "wrap": _TEXT,
    "wrap_in": {**_TEXT, "align": "left", "indent": 1},  # beside a number
    "general": _RIGHT,
    "line": {"num_format": "0", "align": "center"},
    "int": {"num_format": "#,##0", **_RIGHT},
    "year": {"num_format": "0", **_RIGHT},
    "price": {"num_format": "#,##0", **_RIGHT},
    "decimal": {"num_format": "#,##0.0##", **_RIGHT},
    "degrees": {"num_format": "0.00000", **_RIGHT},
    "percent": {"num_format": "0.0%", **_RIGHT},
    "difference": {"num_format": "#,##0;[Red]-#,##0;0", **_RIGHT, "font_color": GREY},
    "input": {"num_format": "#,##0", **_RIGHT, **_TO_FILL},
    "input_number": {"num_format": "#,##0.##", **_RIGHT, **_TO_FILL},
    "input_degrees": {"num_format": "0.00000", **_RIGHT, **_TO_FILL},
    "input_text": {**_TEXT, **_TO_FILL},
    "input_date": {"num_format": DATE, "align": "center", **_TO_FILL},
    "date": {"num_format": DATE, "align": "center"},
    "input_head": _RIGHT,
    "input_number_head": _RIGHT,
    "input_degrees_head": _RIGHT,
    "input_text_head": {},
    "input_date_head": {"align": "center"},
    "label": {**_TEXT, "font_color": GREY},
}
HEIGHTS = {"title": 24, "block": 18}
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "body": {"bottom": 1, "bottom_color": LINE},
    "box": {"border": 1, "border_color": LINE},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DARK,
        "text_wrap": True,
        "valign": "vcenter",
        "num_format": "@",
    },
    "section": {"bold": True, "bg_color": PALE},
    "total": {"bold": True, "bg_color": PALE, "top": 1, "top_color": DARK},
    "title": {"bold": True, "font_size": 14, "font_color": DARK},
    "block": {"bold": True, "font_size": 11, "font_color": DARK},
    "stamp": {"font_size": 8, "font_color": GREY},
    "strong": {"bold": True, "font_size": 11, "bg_color": PALE},
}
