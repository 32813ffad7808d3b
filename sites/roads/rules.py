"""Rules about roads, each with its reason."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

ROAD_NODE_UNPLACED = error_rule(
    "road.node_unplaced",
    "A road names a node without a position",
    "Neither the row nor any other row nor a PoP or place says where the node is.",
)
ROAD_LENGTH_IMPOSSIBLE = error_rule(
    "road.length",
    "A road is no metre long, or longer than the way round the Earth",
    "Trenches are paid by the metre.",
)
ROAD_SELF_LOOP = warning_rule(
    "road.self_loop",
    "A road starts and ends at one node and is not used",
    "It leads nowhere; two nodes were perhaps given one id.",
)
ROAD_REPEATED = note_rule(
    "road.repeated",
    "Two roads join the same nodes; the shorter is used",
    "A trench would be laid along the shorter.",
)
ROAD_LENGTH_ASSUMED = note_rule(
    "road.length_assumed",
    "Roads without a length take the straight line times 1.3",
    "1.3 is a usual detour factor of rural roads (assumption, to confirm).",
)
ROAD_SHORTER_THAN_STRAIGHT = warning_rule(
    "road.shorter_than_straight",
    "A road is shorter than the straight line between its ends",
    "Impossible; kilometres were perhaps read as metres, or an end is misplaced.",
)
ROAD_NONE = warning_rule(
    "road.none",
    "No line of the roads table can be used",
    "Without roads only what is close to lit fibre can be reached by a trench.",
)
ROAD_TANGLED = error_rule(
    "road.tangled",
    "Roads lie too close together to be joined",
    "So many lines near each other are a broken layer, and joining them would take no end.",
)
ROAD_JOINS = note_rule(
    "road.joins",
    "Roads meet inside lines, where lines share a vertex",
    "A road drawn as one line is joined by every side road that begins at one of its vertices.",
)
ROAD_SNAPPED = note_rule(
    "road.snapped",
    "Roads that nearly meet were joined",
    "An end a little beside another road is a drawing error; a trench would not stop there.",
)
ROAD_PARTS_JOINED = note_rule(
    "road.parts_joined",
    "Parts of the roads that do not meet were joined across the country",
    "The project says so; fibre is then planned where nobody has drawn a road.",
)
ROAD_CROSSINGS = note_rule(
    "road.crossings",
    "Roads cross without a shared vertex and are not joined",
    "One of them is probably a bridge; OpenStreetMap joins roads by shared points only.",
)
ROAD_CROSSINGS_MANY = warning_rule(
    "road.crossings_many",
    "Many roads cross without a shared vertex: bridges or junctions?",
    "Where junctions have no vertex, fibre takes long ways round and plans are too dear.",
)
ROAD_CROSSINGS_JOINED = note_rule(
    "road.crossings_joined",
    "Roads that cross without a shared vertex were joined",
    "The project says so; a bridge that is not marked as one would be joined, too.",
)
ROAD_BRIDGES = note_rule(
    "road.bridges",
    "Roads cross at different levels and are not joined",
    "A trench does not climb from a road to the bridge above it.",
)
ROAD_CLASS_LEFT_OUT = note_rule(
    "road.class_left_out",
    "Lines are no roads along which a trench may be laid, and were left out",
    "Footpaths, ferries, rivers and roads that are only planned are no way for a trench.",
)
ROAD_CLASS_UNKNOWN = note_rule(
    "road.class_unknown",
    "Classes of roads are not those of OpenStreetMap, and were used",
    "The project may list the classes along which a trench may be laid.",
)
ROAD_SKETCHED = warning_rule(
    "road.sketched",
    "Most roads are drawn as straight lines",
    "A sketch is shorter than the road, and a trench is paid by the metre of road.",
)
ROAD_NODE_MOVES = warning_rule(
    "road.node_moves",
    "One road node has two positions more than 100 m apart",
    "The first is used; two junctions were perhaps given one id.",
)
ROAD_PART_WITHOUT_POP = warning_rule(
    "road.part_without_pop",
    "A part of the road network with sites near it reaches no PoP",
    "No fibre can be planned there; a missing road or PoP is the usual cause.",
)

RULES = rules_in(globals())
"""Every rule of this module, in id order."""
