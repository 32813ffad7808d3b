"""Pages in one file: a template, its style, its content policy."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from planner.language import formats
from planner.language.label import Language
from planner.language.labels import LABELS, label
from planner.rendering.page_policy import content_policy

if TYPE_CHECKING:
    from markupsafe import Markup


def render(template: str, language: Language, **content: Any) -> str:
    """Return a page from a template of this folder, with all text escaped.

    Templates get `t` for a label in two sizes, `w` for a label as plain words, `n` for numbers,
    `q` for a text as a style sheet quotes it and `csp` for the page's content security policy.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=False
    )
    folder = files(__package__)
    source = folder.joinpath(template).read_text(encoding="utf-8")
    css = folder.joinpath("style.css").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        css=_safe(css),
        language=language,
        t=lambda key: two_sizes(key, language),
        w=lambda key: label(key, language),
        n=formats.number,
        q=css_text,
        csp=content_policy,
        **content,
    )


def two_sizes(key: str, language: Language) -> Markup:
    """Return a label as HTML: in both languages the English one is smaller."""
    from markupsafe import Markup

    found = LABELS[key]
    if language != "both" or found.mn == found.en:
        return Markup("{}").format(found.text(language))
    return Markup('{} <span class="en" lang="en">{}</span>').format(found.mn, found.en)


def css_text(text: str) -> Markup:
    """Return a text quoted for a style sheet, with every character that could end it escaped."""
    from markupsafe import Markup

    kept = (c if c.isalnum() or c in " ·-." else f"\\{ord(c):x} " for c in text)
    return Markup('"' + "".join(kept) + '"')


def _safe(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)  # our own style sheet, not data
