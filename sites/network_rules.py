"""Rules about PoPs, towers, spans and coverage, each with its reason."""

from __future__ import annotations

from inventory.findings import note_rule, rules_in, warning_rule

POP_NOT_OPERATIONAL = warning_rule(
    "pop.not_operational",
    "A PoP is not in operation and is not used",
    "A link cannot start from a node that is only planned, or closed.",
)
POP_BELOW_TODAY = warning_rule(
    "pop.below_today",
    "A PoP has fewer ports, or less behind it, than the links of today nearest to it take",
    "New links get what the table leaves over, which is nothing.",
)
PLACE_BELOW_TODAY = warning_rule(
    "place.below_today",
    "The backhaul of a settlement carries less than what is measured at its sites today",
    "New links get a share of what the table states: they would be refused or promised little.",
)
TOWER_HEIGHT_ABSURD = warning_rule(
    "tower.height",
    "A tower is not between 1 and 350 m high",
    "Feet or centimetres were probably meant.",
)
SPAN_END_UNKNOWN = warning_rule(
    "span.end_unknown",
    "A span has neither a line nor two known ends and is not drawn",
    "Spans are drawn on maps from their line, their end coordinates or the ids of their ends.",
)
SPAN_NOT_LIT = note_rule(
    "span.not_lit",
    "A span is not in operation: it is neither drawn nor tapped",
    "Nothing can be connected to a cable that is planned, dark or closed.",
)
SPAN_OFF_GLOBE = warning_rule(
    "span.off_globe",
    "A span's coordinates are no longitudes and latitudes: it is not tapped",
    "Metres of a projection, or exchanged columns, put a cable where nobody finds it.",
)
SPAN_STATUS_UNKNOWN = warning_rule(
    "span.status_unknown",
    "The status of a span is not known: it is drawn and not tapped",
    "Fibre led from a cable that is not lit would serve nobody.",
)
POP_OFF_ROAD = warning_rule(
    "pop.off_road",
    "A PoP lies more than 20 km from every road",
    "Fibre leaves a PoP along a road; this one will serve nobody.",
)

RULES = rules_in(globals())
"""Every rule of this module, in id order."""
