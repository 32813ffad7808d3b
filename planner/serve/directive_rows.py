"""Forcing and forbidding a site by hand: a row of the directives table with its papers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.fields import fields_of
from planner.language.labels import LABELS, filled
from planner.scenario.directives import Directive, DirectiveKind
from planner.serve.by_hand import DIRECTIVES, free_id, typed, typed_day, with_row
from planner.serve.changes import Change, content_of
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

_BY_CLICK = {kind.value for kind in (DirectiveKind.MUST_SERVE, DirectiveKind.MUST_NOT)}
_NEEDED = ("reason", "authority", "document")
_WHO = ("decided_by", "decided_role")


def added(folder: Path, inputs: Inputs, sent: Mapping[str, Any], language: str) -> Change:
    """Return the change that forces or forbids a site, with its reason and document.

    Raises RefusedError for a site that the project does not have, or papers that are missing.
    """
    site = next((s for s in inputs.sites if s.id == sent.get("site")), None)
    if site is None or not site.id:
        raise RefusedError(LABELS["serve.no_site"])
    if sent.get("kind") not in _BY_CLICK:
        raise RefusedError(LABELS["serve.unknown_change"])
    row = {
        "directive_id": free_id("H", [d.id for d in inputs.directives]),
        "kind": str(sent["kind"]),
        "target": site.id,
        **{name: typed(sent, name, needed=True) for name in _NEEDED},
        "date": typed_day(sent, "date"),
        **{name: typed(sent, name) for name in _WHO},
    }
    return with_row(folder, inputs.project, DIRECTIVES, row, language)


def withdrawn(folder: Path, inputs: Inputs, directive_id: str) -> Change:
    """Return the change that takes a directive made by hand out again.

    Raises RefusedError for one that stands in another file: that is the project's own.
    """
    found = next((d for d in inputs.directives if d.id == directive_id), None)
    before = content_of(folder, DIRECTIVES.path)
    if found is None or found.file != DIRECTIVES.path or before is None:
        raise RefusedError(filled("serve.not_by_hand", directive=directive_id[:80]))
    lines = before.decode("utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if _id_in(line) != directive_id]
    return Change(
        contents={DIRECTIVES.path: "".join(kept).encode()}, expected={DIRECTIVES.path: before}
    )


def _id_in(line: str) -> str:
    """Return the first cell of a line; what the page writes has no breaks inside cells."""
    return next(iter(next(csv.reader([line]), [])), "")


def shown(directive: Directive) -> dict[str, Any]:
    """Return a directive as the page lists it."""
    return {
        "id": directive.id,
        "kind": directive.kind.value,
        **fields_of(directive, "target", "value", "reason", "authority", "document", "date"),
        "by_hand": directive.file == DIRECTIVES.path,
    }
