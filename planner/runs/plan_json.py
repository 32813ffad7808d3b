"""The content of plan.json: a plan as plain data, and back."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner.plan import Plan
from planner.runs.older_plans import with_meanings

PLAN_FORMAT = "kholboo-plan/2"
FIRST_PLAN_FORMAT = "kholboo-plan/1"
_NEW_FIELDS = frozenset({"decisions", "demands"})  # not in the first format


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data, the content of plan.json."""
    data: dict[str, Any] = _encode(plan)
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
    plan = _decode(Plan, content, "plan")
    if not isinstance(plan, Plan):
        raise ValueError("plan.json holds no plan")
    return with_meanings(plan)


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_encode(v) for v in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"a plan holds a {type(value).__name__}")


def _decode(kind: Any, data: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (kind,) = (k for k in get_args(kind) if k is not type(None))
        return _decode(kind, data, where)
    if origin is tuple:
        return _decode_tuple(get_args(kind), data, where)
    if dataclasses.is_dataclass(kind):
        return _decode_fields(kind, data, where)
    if issubclass(kind, StrEnum):
        return kind(data)
    if kind is float and type(data) is int:
        return float(data)
    if type(data) is not kind:
        raise ValueError(f"{where} is {data!r}, expected {kind.__name__}")
    return data


def _decode_tuple(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{where} is {data!r}, expected a list")
    if kinds[-1] is Ellipsis:
        return tuple(_decode(kinds[0], v, f"{where}[{i}]") for i, v in enumerate(data))
    if len(kinds) != len(data):
        raise ValueError(f"{where} has {len(data)} values, expected {len(kinds)}")
    return tuple(_decode(k, v, where) for k, v in zip(kinds, data, strict=True))


_HINTS: dict[Any, dict[str, Any]] = {}


def _decode_fields(kind: Any, data: Any, where: str) -> Any:
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
    if not isinstance(data, dict):
        raise ValueError(f"{where} is {data!r}, expected fields")
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"{where} has unknown fields {unknown}")
    values = {k: _decode(hints[k], v, f"{where}.{k}") for k, v in data.items()}
    try:
        return kind(**values)
    except TypeError as fault:
        raise ValueError(f"{where}: {fault}") from fault
