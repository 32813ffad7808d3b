"""Offers as plain data and back, small enough to be kept: columns, and each text and line once.

What comes back equals what was given, to the last digit and in the same order. Records go by their
fields, so that a new field is kept too; a value that JSON lacks raises TypeError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, TypeVar

from inventory.prices.catalogue import Category, LatencyClass, Timing
from planner.candidates.candidate import (
    Asset,
    Candidate,
    Carrier,
    CostLine,
    KitStep,
    Leg,
    Need,
    Offers,
    Period,
    Reason,
    Rejection,
    RoadMetres,
    SlopeMetres,
    SoilMetres,
)
from planner.candidates.possible_routes import Laid
from planner.language.label import Label

MOST_RECORDS = 100_000  # of candidates, rejections and packs: more take too much room to be kept

_Record = TypeVar("_Record")
_Back = Callable[[Any], Any]
_SCALARS = (str, int, float, bool, type(None))
_ENUMS: Mapping[str, type[Enum]] = {
    "category": Category,
    "timing": Timing,
    "latency": LatencyClass,
    "reason": Reason,
}
_FEW: Mapping[str, type[Any]] = {
    "carriers": Carrier,
    "roads": RoadMetres,
    "soils": SoilMetres,
    "slopes": SlopeMetres,
    "legs": Leg,
}
_LABEL, _LABELS, _LINES, _PERIODS = ("note", "detail"), "notes", "lines", "periods"
_RECORDS: Mapping[str, type[Any]] = {
    "candidates": Candidate,
    "rejections": Rejection,
    "assets": Asset,
    "kit": KitStep,
}


@dataclass(slots=True)
class _Once:
    """Values that are written once and named by their place."""

    places: dict[Any, int] = field(default_factory=dict)

    def place(self, value: Any) -> int:
        """Return the place of a value, a new one where it was not seen before."""
        return self.places.setdefault(value, len(self.places))


@dataclass(slots=True)
class _Shared:
    """What many records have in common: texts, cost lines, and the lines of one offer together."""

    labels: _Once = field(default_factory=_Once)
    lines: _Once = field(default_factory=_Once)
    bundles: _Once = field(default_factory=_Once)


def offers_to_json(offers: Offers) -> dict[str, Any]:
    """Return offers as plain data; raises TypeError for a value that JSON lacks."""
    shared = _Shared()
    data: dict[str, Any] = {
        "needs": _columns(Need, offers.needs.values(), shared),
        **{name: _columns(kind, getattr(offers, name), shared) for name, kind in _RECORDS.items()},
        "laid": None if offers.laid is None else offers.laid.to_json(),
        "bundles": [
            [shared.lines.place(line) for line in bundle] for bundle in shared.bundles.places
        ],
    }
    data["lines"] = _columns(CostLine, shared.lines.places, shared)
    data["labels"] = [[label.mn, label.en] for label in shared.labels.places]
    return data


def offers_from_json(data: Mapping[str, Any]) -> Offers:
    """Return the offers that `offers_to_json` made plain."""
    labels = [Label(mn=mn, en=en) for mn, en in data["labels"]]
    lines = _records(CostLine, data["lines"], labels, ())
    bundles = [tuple(lines[place] for place in bundle) for bundle in data["bundles"]]
    needs = _records(Need, data["needs"], labels, bundles)
    found = {
        name: tuple(_records(kind, data[name], labels, bundles)) for name, kind in _RECORDS.items()
    }
    laid = None if data["laid"] is None else Laid.from_json(data["laid"])
    return Offers(needs={need.site_id: need for need in needs}, laid=laid, **found)


# --- one way ---------------------------------------------------------------------------------


def _columns(kind: type[Any], records: Iterable[Any], shared: _Shared) -> list[list[Any]]:
    """Return records as one list for each of their fields."""
    listed, found = list(records), []
    for name in (f.name for f in fields(kind)):
        plain = _writer(name, shared)
        found.append([plain(getattr(record, name)) for record in listed])
    return found


def _writer(name: str, shared: _Shared) -> Callable[[Any], Any]:
    """Return what makes the values of a field plain."""
    if name in _ENUMS:
        return lambda value: value.value
    if name in _LABEL:
        return lambda label: None if label is None else shared.labels.place(label)
    if name == _LABELS:
        return lambda notes: [shared.labels.place(label) for label in notes]
    if name == _LINES:
        return shared.bundles.place
    if name == _PERIODS:
        return lambda periods: [period.value for period in periods]
    if name in _FEW:
        names = [f.name for f in fields(_FEW[name])]
        return lambda few: [[_plain(getattr(one, n)) for n in names] for one in few]
    return _plain


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        raise TypeError(f"{value!r} is no plain value")
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not isinstance(value, _SCALARS):
        raise TypeError(f"{value!r} is no plain value")
    return value


# --- and back --------------------------------------------------------------------------------


def _records(
    kind: type[_Record],
    columns: Sequence[Sequence[Any]],
    labels: Sequence[Label],
    bundles: Sequence[tuple[CostLine, ...]],
) -> list[_Record]:
    """Return the records that `_columns` made plain."""
    names = [f.name for f in fields(kind)]  # type: ignore[arg-type]
    read = [
        [back(value) for value in column] if (back := _reader(name, labels, bundles)) else column
        for name, column in zip(names, columns, strict=True)
    ]
    return [kind(**dict(zip(names, row, strict=True))) for row in zip(*read, strict=True)]


def _reader(
    name: str, labels: Sequence[Label], bundles: Sequence[tuple[CostLine, ...]]
) -> _Back | None:
    """Return what makes values of plain ones."""
    if name in _ENUMS:
        return {one.value: one for one in _ENUMS[name]}.__getitem__
    if name in _LABEL:
        return lambda place: None if place is None else labels[place]
    if name == _LABELS:
        return lambda places: tuple([labels[place] for place in places])
    if name == _LINES:
        return bundles.__getitem__
    if name == _PERIODS:
        return lambda periods: tuple([Period(period) for period in periods])
    if name in _FEW:
        kind = _FEW[name]
        names = [f.name for f in fields(kind)]
        return lambda few: tuple(
            [kind(**dict(zip(names, map(_back, one), strict=True))) for one in few]
        )
    return _back


def _back(value: Any) -> Any:
    return tuple([_back(one) for one in value]) if value.__class__ is list else value
