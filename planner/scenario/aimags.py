"""Aimags as people name them: by any of their codes, or by their name."""

from __future__ import annotations

from collections.abc import Iterable

from planner.errors import SettingsError
from planner.language.collation import alphabetical
from planner.language.said import said
from sites.network import Place
from sites.places import Gazetteer
from sites.site import Site


def aimag_code(text: str, sites: Iterable[Site], places: Iterable[Place]) -> str:
    """Return the code that an aimag's sites carry, from a code or name such as Ховд or Khovd.

    Raises SettingsError, with all that could be meant, when no site lies in such an aimag.
    """
    known = {site.aimag: site.aimag_name for site in sites if site.aimag}
    if text in known:
        return text
    found = Gazetteer(places).aimag(text)
    if found is not None and found.code in known:
        return found.code
    ordered = sorted(known.items(), key=lambda pair: (alphabetical(pair[1]), pair[0]))
    listed = ", ".join(f"{name} ({code})".strip() for code, name in ordered)
    raise SettingsError(
        said(
            "no site lies in {region} {text!r}; {regions} with sites: {listed}",
            text=text,
            listed=listed,
        )
    )
