"""The content of plan.json: a plan as plain data, and back."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from inventory.currencies import Currency
from planner.plan.plan import Plan
from planner.runs.older_plans import with_meanings

PLAN_FORMAT = "kholboo-plan/2"
FIRST_PLAN_FORMAT = "kholboo-plan/1"
_NEW_FIELDS = frozenset({"decisions", "demands"})  # not in the first format


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data, the content of plan.json."""
    data: dict[str, Any] = _encode(plan)
    if plan.minor_digits == 0:  # as every plan was before there was a choice
        del data["minor_digits"]
    return {"format": PLAN_FORMAT, **data}


def plan_from_json(data: Mapping[str, Any]) -> Plan:
    """Return the plan that `plan_to_json` wrote, equal to the original, or one of the first format.

    Raises ValueError where the data are not a plan.
    """
    known = (FIRST_PLAN_FORMAT, PLAN_FORMAT)
    if not isinstance(data, Mapping) or data.get("format") not in known:
        raise ValueError(f"plan.json is of none of the formats {', '.join(known)}")
    content = {k: v for k, v in data.items() if k != "format"}
    is_new = data["format"] == PLAN_FORMAT
    if any((name in content) is not is_new for name in _NEW_FIELDS):
        raise ValueError(f"plan.json has not the fields of the format {data['format']}")
    plan = _decoder(Plan)(content, "plan")
    if not isinstance(plan, Plan):
        raise ValueError("plan.json holds no plan")
    return with_meanings(plan)


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _encode(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [v if type(v) in _PLAIN else _encode(v) for v in value]
    if issubclass(kind, StrEnum):
        return value.value
    if issubclass(kind, Currency):
        return str(value)  # the code; `minor_digits` has a field of its own
    if issubclass(kind, tuple):
        return [_encode(v) for v in value]
    if issubclass(kind, (int, float, str)):
        return value
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"a plan holds a {kind.__name__}")
    found = {}
    for name, default in _fields_of(kind):
        one = getattr(value, name)
        if one != default:
            found[name] = one if type(one) in _PLAIN else _encode(one)
    return found


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a kind, each with the value at which it is left out.

    Fields that came later than the format are left out while they hold their default.
    """
    return tuple(
        (f.name, f.default if f.metadata.get("quiet") else dataclasses.MISSING)
        for f in dataclasses.fields(kind)
    )


_Decoder = Callable[[Any, str], Any]


@cache
def _decoder(kind: Any) -> _Decoder:
    """Return what decodes plain data as a kind of value; a kind is looked into once."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (k for k in get_args(kind) if k is not type(None))
        inner = _decoder(kind)
        return lambda data, where: None if data is None else inner(data, where)
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if dataclasses.is_dataclass(kind):
        return _fields_decoder(kind)
    if issubclass(kind, StrEnum):
        return lambda data, _: kind(data)
    return _plain_decoder(kind)


def _plain_decoder(kind: type) -> _Decoder:
    def decode(data: Any, where: str) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return float(data)
        raise ValueError(f"{where} is {data!r}, expected {kind.__name__}")

    return decode


def _tuple_decoder(kinds: tuple[Any, ...]) -> _Decoder:
    inner = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    endless = kinds[-1] is Ellipsis

    def decode(data: Any, where: str) -> Any:
        if not isinstance(data, list):
            raise ValueError(f"{where} is {data!r}, expected a list")
        if endless:
            one = inner[0]
            return tuple([one(v, f"{where}[{i}]") for i, v in enumerate(data)])
        if len(inner) != len(data):
            raise ValueError(f"{where} has {len(data)} values, expected {len(inner)}")
        return tuple([one(v, where) for one, v in zip(inner, data, strict=True)])

    return decode


def _fields_decoder(kind: Any) -> _Decoder:
    inner: dict[str, _Decoder] = {}

    def decode(data: Any, where: str) -> Any:
        if not inner:  # only now: a kind may hold its own kind
            inner.update((k, _decoder(v)) for k, v in get_type_hints(kind).items())
        if not isinstance(data, dict):
            raise ValueError(f"{where} is {data!r}, expected fields")
        if not data.keys() <= inner.keys():
            raise ValueError(f"{where} has unknown fields {sorted(data.keys() - inner.keys())}")
        values = {k: inner[k](v, f"{where}.{k}") for k, v in data.items()}
        try:
            return kind(**values)
        except TypeError as fault:
            raise ValueError(f"{where}: {fault}") from fault

    return decode
