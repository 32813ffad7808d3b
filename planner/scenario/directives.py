"""Directives: rows by which an authority forces, forbids, weighs or re-prices, with papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DirectiveKind(StrEnum):
    """What a directive does."""

    MUST_SERVE = "must_serve"  # target: site id
    MUST_NOT = "must_not"  # target: site id
    FLOOR = "floor"  # target: aimag code or site kind; value: share of the benefit, "0.05"
    LEAST_POINTS = "least_points"  # target: as of a floor; value: points of benefit, "150"
    WEIGHT = "weight"  # target: site id; value: factor on its user-hours
    ALLOW_MOVE = "allow_move"  # target: site id or aimag code whose spare computers may leave
    PRICE_OVERRIDE = "price_override"  # target: SKU; value: unit price in the plan currency


FOR_GROUPS = frozenset({DirectiveKind.FLOOR, DirectiveKind.LEAST_POINTS})
"""What sets the least of an aimag or a kind of site."""
SAME_OFFERS = FOR_GROUPS | {DirectiveKind.MUST_SERVE, DirectiveKind.ALLOW_MOVE}
"""What leaves all offers as they are: it only says which plans are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One row of the directives table."""

    id: str
    kind: DirectiveKind
    target: str
    value: str  # decimal text, "" where the kind needs none
    reason: str
    authority: str
    document: str
    date: str  # YYYY-MM-DD
    decided_by: str = ""  # name of the person who decided in the authority's name
    decided_role: str = ""
    file: str = ""
    row: int = 0
