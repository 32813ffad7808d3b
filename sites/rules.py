"""The rules about sites, places and networks, each with its reason.

A rule here only says what is looked for and why; `sites.read` and the `check_*` modules look.
`docs/findings.md` is written from these lists.
"""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in
from sites import row_rules

# who a site is
SITE_ID_REPEATED = Rule(
    "site.id_repeated",
    ERROR,
    "Two sites have one id",
    "Equipment bought for one of them would be delivered to either.",
)
SITE_ID_LOOKALIKE = Rule(
    "site.id_lookalike",
    WARNING,
    "Two ids differ only in letters that look alike",
    "A Latin A beside a Cyrillic А reads as the same id to people but not to programs.",
)
SITE_NAME_MISSING = Rule(
    "site.name_missing",
    WARNING,
    "A site has no name",
    "People who deliver and sign need a name beside the id.",
)
SITE_NEAR_DUPLICATE = Rule(
    "site.near_duplicate",
    WARNING,
    "Two sites of one kind with similar names stand within 110 m",
    "One institution listed twice would be paid for twice.",
)
PARENT_UNKNOWN = Rule(
    "parent.unknown",
    WARNING,
    "The parent of a site is not in the table",
    "{A_ward} school or dormitory takes users and payer from its parent school.",
)
PARENT_MISSING = Rule(
    "parent.missing",
    WARNING,
    "{A_ward} school or dormitory names no parent",
    "Such sites belong to a school, whose budget and link they may share.",
)
PARENT_WRONG_KIND = Rule(
    "parent.wrong_kind",
    WARNING,
    "The parent of a site is not a school",
    "Only a school, a TVET or a kindergarten has branches and dormitories.",
)
PARENT_LOOP = Rule(
    "parent.loop",
    ERROR,
    "Sites are each other's parents",
    "A site cannot be a branch of itself, directly or through others.",
)

# where a site is
SITE_AT_SOUM_CENTRE = Rule(
    "position.soum_centre",
    WARNING,
    "A site has no coordinates and is placed at its {subregion} centre",
    "Lengths and costs of its links are only as good as this guess.",
)
SITE_NOT_PLACED = Rule(
    "position.missing",
    WARNING,
    "A site has neither coordinates nor a known {subregion} centre",
    "No link can be planned to a place that nobody knows; only satellite and kit remain.",
)
COORDINATE_HALF = Rule(
    "position.half",
    WARNING,
    "Only one of the two coordinates is given",
    "Half a position is none; the site is placed at its {subregion} centre.",
)
POSITION_IMPOSSIBLE = Rule(
    "position.impossible",
    ERROR,
    "A coordinate is outside -180..180 or -90..90",
    "Often a lost decimal point, or degrees and minutes written together.",
)
POSITION_ZERO = Rule(
    "position.zero",
    ERROR,
    "A point lies at 0, 0",
    "Programs write zero for an unknown position; the point is in the Atlantic.",
)
POSITION_SWAPPED = Rule(
    "position.swapped",
    ERROR,
    "Longitude and latitude are swapped",
    "The point lies in the country only when the two are exchanged.",
)
POSITION_OUTSIDE_COUNTRY = Rule(
    "position.outside_country",
    ERROR,
    "A site lies outside the country",
    "A wrong digit moves a site by hundreds of kilometres and its fibre with it.",
)
POSITION_OUTSIDE_BOUNDARIES = Rule(
    "position.outside_boundaries",
    WARNING,
    "A site lies more than 2 km outside all boundary polygons",
    "It is probably abroad; border posts and coarse polygons explain smaller distances.",
)
POSITION_OUTSIDE_SOUM = Rule(
    "position.outside_soum",
    WARNING,
    "A site lies outside the {subregion} that it names",
    "Either the coordinates or the {subregion} is wrong, and with it the {region}'s share.",
)
POSITION_SHARED = Rule(
    "position.shared",
    WARNING,
    "Five or more sites share one identical point",
    "A whole {subregion} entered at its centre looks surveyed but is not.",
)
POSITION_COARSE = Rule(
    "position.coarse",
    NOTE,
    "Coordinates have fewer than three decimals",
    "Two decimals are about one kilometre: more than a drop cable.",
)

# which place a site names
PLACES_MISSING = Rule(
    "place.table_missing",
    WARNING,
    "The project has no places table",
    "{Region} and {subregion} are used as written: misspelt names become places of their own.",
)
AIMAG_UNKNOWN = Rule(
    "place.aimag_unknown",
    WARNING,
    "{A_region} is not in the places table",
    "The site counts in no {region}'s share or summary.",
)
SOUM_UNKNOWN = Rule(
    "place.soum_unknown",
    WARNING,
    "{A_subregion} is not in the places table",
    "Population, remoteness and the {subregion} centre stay unknown for the site.",
)
SOUM_AMBIGUOUS = Rule(
    "place.soum_ambiguous",
    WARNING,
    "{A_subregion} name belongs to several {subregions}",
    "Several {regions} may share the name; without the {region} the site is not placed.",
)
SOUM_WITHOUT_AIMAG = Rule(
    "place.soum_without_aimag",
    WARNING,
    "{A_subregion} is named without its {region}",
    "It was matched as the only {subregion} of the name; a new {subregion} could change that.",
)
AIMAG_DISAGREES = Rule(
    "place.aimag_disagrees",
    WARNING,
    "The {subregion} code belongs to another {region} than the one written",
    "The {subregion} code is believed; if it is wrong the money goes to the wrong {region}.",
)
SITE_WITHOUT_PLACE = Rule(
    "place.not_named",
    WARNING,
    "A site names neither {region} nor {subregion}",
    "It counts in no {region}'s share or summary unless a boundary polygon holds it.",
)
PLACE_FROM_BOUNDARY = Rule(
    "place.from_boundary",
    NOTE,
    "The {subregion} of a site was read from the boundary polygons",
    "The row names no place, but its coordinates lie in a known one.",
)
PLACE_CODE_REPEATED = Rule(
    "place.code_repeated",
    ERROR,
    "One code names two places",
    "Sites of the one would be counted in the other.",
)
PLACE_PARENT_UNKNOWN = Rule(
    "place.parent_unknown",
    ERROR,
    "The {region} of {a_subregion} is not in the places table",
    "Its sites would count in no {region}'s share; add a row of level aimag.",
)
PLACE_WITHOUT_CENTRE = Rule(
    "place.centre_missing",
    NOTE,
    "A place has no centre coordinates",
    "Sites without coordinates cannot be placed there, and its remoteness is unknown.",
)
PLACE_OUTSIDE_COUNTRY = Rule(
    "place.outside_country",
    ERROR,
    "A place lies outside the country",
    "Sites without coordinates would be put there.",
)
BOUNDARY_UNKNOWN = Rule(
    "boundary.unknown",
    NOTE,
    "A boundary polygon carries a code that no place has",
    "It is used for the outline of the country but not to check {a_subregion}.",
)
BOUNDARY_CROSSING = Rule(
    "boundary.crossing",
    WARNING,
    "A polygon crosses itself",
    "What is inside such an outline is not clear; it is repaired before use.",
)
BOUNDARY_TANGLED = Rule(
    "boundary.tangled",
    ERROR,
    "A polygon crosses itself too often to be repaired",
    "No outline does so; the points are probably in the wrong order.",
)

# users and opening
ACCESS_SEASON_DOUBTFUL = Rule(
    "access.season_doubtful",
    WARNING,
    "An access season is a date, or names a month that does not exist",
    "Spreadsheet programs turn 5-9 into a day of a month; drivers would be sent in the wrong one.",
)
USERS_MISSING = Rule(
    "users.missing",
    WARNING,
    "A site names no users",
    "Unless the scenario states `users_if_unknown` or asks for population, it gains nothing.",
)
USERS_ABSURD = Rule(
    "users.absurd",
    WARNING,
    "A number of users is beyond belief",
    "Above 10,000 students, 500 staff, 20,000 visitors a day or 500 rooms "
    "(Giga accepts 10,000 students; the rest is our assumption); often two columns exchanged.",
)
STAFF_EXCEED_STUDENTS = Rule(
    "users.staff_exceed_students",
    WARNING,
    "A school has more staff than students",
    "The two columns are probably exchanged.",
)
BOARDERS_EXCEED_STUDENTS = Rule(
    "users.boarders_exceed_students",
    WARNING,
    "A school has more boarders than students",
    "Boarders are counted among the students.",
)
SHIFTS_ABSURD = Rule(
    "users.shifts",
    WARNING,
    "Shifts are not 1, 2 or 3",
    "Shifts divide the users present at once and so bandwidth and computers.",
)

# link, computers, power
SPEED_IN_KBPS = Rule(
    "link.kbps",
    WARNING,
    "A speed looks like kbps in a column of Mbps",
    "2048 is how contracts in kbps are written; read as Mbps the site needs nothing.",
)
SPEED_DOUBTFUL = Rule(
    "link.speed_doubtful",
    WARNING,
    "A speed cannot be true and counts as unknown",
    "A multiple of 1,024 from 10,240, over 20 times what was measured, more than the medium or the "
    "kind of site has, or 0 of a link that is there; `speed_confirmed` keeps a real one.",
)
LINK_CONTRADICTED = Rule(
    "link.contradicted",
    WARNING,
    "One column says that there is no link, another names one",
    "The word no counts: nothing is planned on a link that may not be there.",
)
LINK_ONLY_YES = Rule(
    "link.only_yes",
    WARNING,
    "A site is connected, but neither its link type nor its speed is known",
    "It counts as a link of `mbps_if_unknown` Mbps of its kind, not as no link.",
)
MEASURED_EXCEEDS_CONTRACT = Rule(
    "link.measured_exceeds_contract",
    WARNING,
    "The measured speed is more than 1.5 times the contract",
    "A link does not deliver more than is bought; one of the two is in other units or out of date.",
)
LINK_WITHOUT_SPEED = Rule(
    "link.speed_missing",
    WARNING,
    "A link is named but neither its contract nor its measured speed",
    "It counts as delivering the `mbps_if_unknown` of its kind.",
)
SPEED_WITHOUT_LINK = Rule(
    "link.speed_without_link",
    WARNING,
    "A speed or a monthly volume is given but the link type says none",
    "Either there is a link to upgrade or there is none to pay for.",
)
PRICE_WITHOUT_LINK = Rule(
    "link.price_without_link",
    WARNING,
    "A monthly price is given but the link type says none",
    "Somebody may be paying for a link that is not there.",
)
CONTRACT_ENDED = Rule(
    "link.contract_ended",
    NOTE,
    "A contract ended before the newest price in the catalogue",
    "Its price and speed may no longer hold.",
)
CONTRACT_BACKWARDS = Rule(
    "link.contract_backwards",
    ERROR,
    "A contract ends before it begins",
    "What ending it early costs cannot be told.",
)
CONTRACT_FAR = Rule(
    "link.contract_far",
    WARNING,
    "A contract ends more than 20 years after the newest price in the catalogue",
    "Few contracts run so long; a wrong year makes ending it early cost a fortune.",
)
WORKING_EXCEED_TOTAL = Rule(
    "computers.working_exceed_total",
    ERROR,
    "More computers work than there are",
    "The site would look better equipped than it is.",
)
COMPUTERS_YEAR_ABSURD = Rule(
    "computers.year",
    WARNING,
    "The year of the computers is before 1995 or after the newest date in the data",
    "Age decides replacement.",
)
OUTAGES_ABSURD = Rule(
    "power.outages",
    WARNING,
    "More than 744 outages a month",
    "That is one every hour of the month; minutes were probably meant.",
)
POWER_CONTRADICTED = Rule(
    "power.contradicted",
    WARNING,
    "One column says that there is no electricity, another names its source",
    "The word no counts: equipment is planned with a source of its own.",
)
POWER_WITHOUT_SOURCE = Rule(
    "power.source_missing",
    WARNING,
    "Power is available for some hours but its source is none",
    "A power kit would be bought for a site that has power.",
)

# the network
NETWORK_ID_REPEATED = Rule(
    "network.id_repeated",
    ERROR,
    "Two PoPs, towers or spans have one id",
    "Links start at an id; the plan would name either.",
)
NETWORK_POINT_MISSING = Rule(
    "network.point_missing",
    ERROR,
    "A PoP or tower has no coordinates",
    "No link can start there.",
)
NETWORK_OUTSIDE_COUNTRY = Rule(
    "network.outside_country",
    ERROR,
    "A PoP or tower lies outside the country",
    "Fibre would be planned towards a point that is not there.",
)
POPS_MISSING = Rule(
    "pop.none",
    WARNING,
    "No PoP is known",
    "Without lit fibre no fibre or microwave link can be planned.",
)

RULES = rules_in(globals(), row_rules.RULES)
"""Every rule about sites, places and networks, in id order."""
