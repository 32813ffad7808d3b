"""The rules about sites, places and networks, each with its reason.

A rule here only says what is looked for and why; `sites.read` and the `check_*` modules look.
`docs/findings.md` is written from these lists.
"""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)
from sites import row_rules

# who a site is
SITE_ID_REPEATED = error_rule(
    "site.id_repeated",
    "Two sites have one id",
    "Equipment bought for one of them would be delivered to either.",
)
SITE_ID_LOOKALIKE = warning_rule(
    "site.id_lookalike",
    "Two ids differ only in letters that look alike",
    "A Latin A beside a Cyrillic А reads as the same id to people but not to programs.",
)
SITE_NAME_MISSING = warning_rule(
    "site.name_missing",
    "A site has no name",
    "People who deliver and sign need a name beside the id.",
)
SITE_NEAR_DUPLICATE = warning_rule(
    "site.near_duplicate",
    "Two sites of one kind with similar names stand within 110 m",
    "One institution listed twice would be paid for twice.",
)
PARENT_UNKNOWN = warning_rule(
    "parent.unknown",
    "The parent of a site is not in the table",
    "{A_ward} school or dormitory takes users and payer from its parent school.",
)
PARENT_MISSING = warning_rule(
    "parent.missing",
    "{A_ward} school or dormitory names no parent",
    "Such sites belong to a school, whose budget and link they may share.",
)
PARENT_WRONG_KIND = warning_rule(
    "parent.wrong_kind",
    "The parent of a site is not a school",
    "Only a school, a TVET or a kindergarten has branches and dormitories.",
)
PARENT_LOOP = error_rule(
    "parent.loop",
    "Sites are each other's parents",
    "A site cannot be a branch of itself, directly or through others.",
)

# where a site is
SITE_AT_SOUM_CENTRE = warning_rule(
    "position.soum_centre",
    "A site has no coordinates and is placed at its {subregion} centre",
    "Lengths and costs of its links are only as good as this guess.",
)
SITE_NOT_PLACED = warning_rule(
    "position.missing",
    "A site has neither coordinates nor a known {subregion} centre",
    "No link can be planned to a place that nobody knows; only satellite and kit remain.",
)
COORDINATE_HALF = warning_rule(
    "position.half",
    "Only one of the two coordinates is given",
    "Half a position is none; the site is placed at its {subregion} centre.",
)
POSITION_IMPOSSIBLE = error_rule(
    "position.impossible",
    "A coordinate is outside -180..180 or -90..90",
    "Often a lost decimal point, or degrees and minutes written together.",
)
POSITION_ZERO = error_rule(
    "position.zero",
    "A point lies at 0, 0",
    "Programs write zero for an unknown position; the point is in the Atlantic.",
)
POSITION_SWAPPED = error_rule(
    "position.swapped",
    "Longitude and latitude are swapped",
    "The point lies in the country only when the two are exchanged.",
)
POSITION_OUTSIDE_COUNTRY = error_rule(
    "position.outside_country",
    "A site lies outside the country",
    "A wrong digit moves a site by hundreds of kilometres and its fibre with it.",
)
POSITION_OUTSIDE_BOUNDARIES = warning_rule(
    "position.outside_boundaries",
    "A site lies more than 2 km outside all boundary polygons",
    "It is probably abroad; border posts and coarse polygons explain smaller distances.",
)
POSITION_OUTSIDE_SOUM = warning_rule(
    "position.outside_soum",
    "A site lies outside the {subregion} that it names",
    "Either the coordinates or the {subregion} is wrong, and with it the {region}'s share.",
)
POSITION_SHARED = warning_rule(
    "position.shared",
    "Five or more sites share one identical point",
    "A whole {subregion} entered at its centre looks surveyed but is not.",
)
POSITION_COARSE = note_rule(
    "position.coarse",
    "Coordinates have fewer than three decimals",
    "Two decimals are about one kilometre: more than a drop cable.",
)

# which place a site names
PLACES_MISSING = warning_rule(
    "place.table_missing",
    "The project has no places table",
    "{Region} and {subregion} are used as written: misspelt names become places of their own.",
)
AIMAG_UNKNOWN = warning_rule(
    "place.aimag_unknown",
    "{A_region} is not in the places table",
    "The site counts in no {region}'s share or summary.",
)
SOUM_UNKNOWN = warning_rule(
    "place.soum_unknown",
    "{A_subregion} is not in the places table",
    "Population, remoteness and the {subregion} centre stay unknown for the site.",
)
SOUM_AMBIGUOUS = warning_rule(
    "place.soum_ambiguous",
    "{A_subregion} name belongs to several {subregions}",
    "Several {regions} may share the name; without the {region} the site is not placed.",
)
SOUM_WITHOUT_AIMAG = warning_rule(
    "place.soum_without_aimag",
    "{A_subregion} is named without its {region}",
    "It was matched as the only {subregion} of the name; a new {subregion} could change that.",
)
AIMAG_DISAGREES = warning_rule(
    "place.aimag_disagrees",
    "The {subregion} code belongs to another {region} than the one written",
    "The {subregion} code is believed; if it is wrong the money goes to the wrong {region}.",
)
SITE_WITHOUT_PLACE = warning_rule(
    "place.not_named",
    "A site names neither {region} nor {subregion}",
    "It counts in no {region}'s share or summary unless a boundary polygon holds it.",
)
PLACE_FROM_BOUNDARY = note_rule(
    "place.from_boundary",
    "The {subregion} of a site was read from the boundary polygons",
    "The row names no place, but its coordinates lie in a known one.",
)
PLACE_CODE_REPEATED = error_rule(
    "place.code_repeated",
    "One code names two places",
    "Sites of the one would be counted in the other.",
)
PLACE_PARENT_UNKNOWN = error_rule(
    "place.parent_unknown",
    "The {region} of {a_subregion} is not in the places table",
    "Its sites would count in no {region}'s share; add a row of level aimag.",
)
PLACE_WITHOUT_CENTRE = note_rule(
    "place.centre_missing",
    "A place has no centre coordinates",
    "Sites without coordinates cannot be placed there, and its remoteness is unknown.",
)
PLACE_OUTSIDE_COUNTRY = error_rule(
    "place.outside_country",
    "A place lies outside the country",
    "Sites without coordinates would be put there.",
)
BOUNDARY_UNKNOWN = note_rule(
    "boundary.unknown",
    "A boundary polygon carries a code that no place has",
    "It is used for the outline of the country but not to check {a_subregion}.",
)
BOUNDARY_CROSSING = warning_rule(
    "boundary.crossing",
    "A polygon crosses itself",
    "What is inside such an outline is not clear; it is repaired before use.",
)
BOUNDARY_TANGLED = error_rule(
    "boundary.tangled",
    "A polygon crosses itself too often to be repaired",
    "No outline does so; the points are probably in the wrong order.",
)

# users and opening
ACCESS_SEASON_DOUBTFUL = warning_rule(
    "access.season_doubtful",
    "An access season is a date, or names a month that does not exist",
    "Spreadsheet programs turn 5-9 into a day of a month; drivers would be sent in the wrong one.",
)
USERS_MISSING = warning_rule(
    "users.missing",
    "A site names no users",
    "Unless the scenario states `users_if_unknown` or asks for population, it gains nothing.",
)
USERS_ABSURD = warning_rule(
    "users.absurd",
    "A number of users is beyond belief",
    "Above 10,000 students, 500 staff, 20,000 visitors a day or 500 rooms "
    "(Giga accepts 10,000 students; the rest is our assumption); often two columns exchanged.",
)
STAFF_EXCEED_STUDENTS = warning_rule(
    "users.staff_exceed_students",
    "A school has more staff than students",
    "The two columns are probably exchanged.",
)
BOARDERS_EXCEED_STUDENTS = warning_rule(
    "users.boarders_exceed_students",
    "A school has more boarders than students",
    "Boarders are counted among the students.",
)
SHIFTS_ABSURD = warning_rule(
    "users.shifts",
    "Shifts are not 1, 2 or 3",
    "Shifts divide the users present at once and so bandwidth and computers.",
)

# link, computers, power
SPEED_IN_KBPS = warning_rule(
    "link.kbps",
    "A speed looks like kbps in a column of Mbps",
    "2048 is how contracts in kbps are written; read as Mbps the site needs nothing.",
)
SPEED_DOUBTFUL = warning_rule(
    "link.speed_doubtful",
    "A speed cannot be true and counts as unknown",
    "A multiple of 1,024 from 10,240, over 20 times what was measured, more than the medium or the "
    "kind of site has, or 0 of a link that is there; `speed_confirmed` keeps a real one.",
)
LINK_CONTRADICTED = warning_rule(
    "link.contradicted",
    "One column says that there is no link, another names one",
    "The word no counts: nothing is planned on a link that may not be there.",
)
LINK_ONLY_YES = warning_rule(
    "link.only_yes",
    "A site is connected, but neither its link type nor its speed is known",
    "It counts as a link of `mbps_if_unknown` Mbps of its kind, not as no link.",
)
MEASURED_EXCEEDS_CONTRACT = warning_rule(
    "link.measured_exceeds_contract",
    "The measured speed is more than 1.5 times the contract",
    "A link does not deliver more than is bought; one of the two is in other units or out of date.",
)
LINK_WITHOUT_SPEED = warning_rule(
    "link.speed_missing",
    "A link is named but neither its contract nor its measured speed",
    "It counts as delivering the `mbps_if_unknown` of its kind.",
)
SPEED_WITHOUT_LINK = warning_rule(
    "link.speed_without_link",
    "A speed or a monthly volume is given but the link type says none",
    "Either there is a link to upgrade or there is none to pay for.",
)
PRICE_WITHOUT_LINK = warning_rule(
    "link.price_without_link",
    "A monthly price is given but the link type says none",
    "Somebody may be paying for a link that is not there.",
)
CONTRACT_ENDED = note_rule(
    "link.contract_ended",
    "A contract ended before the newest price in the catalogue",
    "Its price and speed may no longer hold.",
)
CONTRACT_BACKWARDS = error_rule(
    "link.contract_backwards",
    "A contract ends before it begins",
    "What ending it early costs cannot be told.",
)
CONTRACT_FAR = warning_rule(
    "link.contract_far",
    "A contract ends more than 20 years after the newest price in the catalogue",
    "Few contracts run so long; a wrong year makes ending it early cost a fortune.",
)
WORKING_EXCEED_TOTAL = error_rule(
    "computers.working_exceed_total",
    "More computers work than there are",
    "The site would look better equipped than it is.",
)
COMPUTERS_YEAR_ABSURD = warning_rule(
    "computers.year",
    "The year of the computers is before 1995 or after the newest date in the data",
    "Age decides replacement.",
)
OUTAGES_ABSURD = warning_rule(
    "power.outages",
    "More than 744 outages a month",
    "That is one every hour of the month; minutes were probably meant.",
)
POWER_CONTRADICTED = warning_rule(
    "power.contradicted",
    "One column says that there is no electricity, another names its source",
    "The word no counts: equipment is planned with a source of its own.",
)
POWER_WITHOUT_SOURCE = warning_rule(
    "power.source_missing",
    "Power is available for some hours but its source is none",
    "A power kit would be bought for a site that has power.",
)

# the network
NETWORK_ID_REPEATED = error_rule(
    "network.id_repeated",
    "Two PoPs, towers or spans have one id",
    "Links start at an id; the plan would name either.",
)
NETWORK_POINT_MISSING = error_rule(
    "network.point_missing", "A PoP or tower has no coordinates", "No link can start there."
)
NETWORK_OUTSIDE_COUNTRY = error_rule(
    "network.outside_country",
    "A PoP or tower lies outside the country",
    "Fibre would be planned towards a point that is not there.",
)
POPS_MISSING = warning_rule(
    "pop.none", "No PoP is known", "Without lit fibre no fibre or microwave link can be planned."
)

RULES = rules_in(globals(), row_rules.RULES)
"""Every rule about sites, places and networks, in id order."""
