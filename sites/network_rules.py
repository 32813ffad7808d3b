"""Rules about PoPs, towers, spans and coverage, each with its reason."""

from __future__ import annotations

from inventory.findings import Rule, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


POP_NOT_OPERATIONAL = _rule(
    "pop.not_operational",
    _WARNING,
    "A PoP is not in operation and is not used",
    "A link cannot start from a node that is only planned, or closed.",
)
TOWER_HEIGHT_ABSURD = _rule(
    "tower.height",
    _WARNING,
    "A tower is not between 1 and 350 m high",
    "Feet or centimetres were probably meant.",
)
SPAN_END_UNKNOWN = _rule(
    "span.end_unknown",
    _WARNING,
    "A span has neither a line nor two known ends and is not drawn",
    "Spans are drawn on maps from their line, their end coordinates or the ids of their ends.",
)
SPAN_NOT_LIT = _rule(
    "span.not_lit",
    _NOTE,
    "A span is not in operation: it is neither drawn nor tapped",
    "Nothing can be connected to a cable that is planned, dark or closed.",
)
SPAN_OFF_GLOBE = _rule(
    "span.off_globe",
    _WARNING,
    "A span's coordinates are no longitudes and latitudes: it is not tapped",
    "Metres of a projection, or exchanged columns, put a cable where nobody finds it.",
)
SPAN_STATUS_UNKNOWN = _rule(
    "span.status_unknown",
    _WARNING,
    "The status of a span is not known: it is drawn and not tapped",
    "Fibre led from a cable that is not lit would serve nobody.",
)
POP_OFF_ROAD = _rule(
    "pop.off_road",
    _WARNING,
    "A PoP lies more than 20 km from every road",
    "Fibre leaves a PoP along a road; this one will serve nobody.",
)

RULES: tuple[Rule, ...] = tuple(
    sorted((r for r in globals().values() if isinstance(r, Rule)), key=lambda r: r.id)
)
"""Every rule of this module, in id order."""
