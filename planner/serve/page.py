"""The page of `kholboo serve`: the map of `plan.html`, and what is done beside it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from planner.exports.page import packing
from planner.exports.page.page_words import page_words
from planner.exports.page.script_text import difference_script, page_script, page_style
from planner.language.labels import LABELS
from planner.language.messages.comparison import ON_PAGE
from planner.language.messages.serve import WORDS
from planner.rendering.html import own, render


def page_html(*, key: str, name: str, folder: str) -> str:
    """Return the page of a session; `key` is what its changes must carry."""
    own_words = {k: [LABELS[k].mn, LABELS[k].en] for k in (*WORDS, *ON_PAGE)}
    return render(
        "serve.html",
        "both",
        key=key,
        name=name,
        folder=folder,
        data_type=packing.TYPE,
        words=own(_harmless(page_words("both") | own_words)),
    )


def _harmless(data: object) -> str:
    """Return JSON that can stand in a data block: no letter of it ends the block."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


@cache
def script_text() -> str:
    """Return the script: that of `plan.html`, and ours after it."""
    return page_script(difference_script(), files(__package__) / "script")


@cache
def style_text() -> str:
    """Return the style sheet: those of `plan.html`, and ours after them."""
    shared = files("planner.rendering").joinpath("style.css").read_text(encoding="utf-8")
    ours = files(__package__).joinpath("serve.css").read_text(encoding="utf-8")
    return "\n".join((shared, page_style(), ours))
