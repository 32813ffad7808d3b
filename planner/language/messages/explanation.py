"""Words of explanations and candidates, in Mongolian and in English, for the labels.

Why an option is not offered, what was assumed of a site, what it would take to serve it, where its
machines come from, and which limits cannot hold together.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.language.words import Plural

WORDS: Mapping[str, str | Plural] = {
    # --- why an option is not offered; what a technology alone knows stands in its own file
    "detail.no_contract": "the catalogue sells no {link} contract",
    "detail.no_equipment": "the catalogue lacks equipment for a {link} link, or its contracts state no speed",
    "detail.shared_link": "the link of {host} in the same building, {mbps} of its {most} Mbps",
    "detail.no_users": "no users are recorded, so nothing is gained",
    "detail.not_better": (
        "at best {best} Mbps, {share} % of a full link with its latency and cap; "
        "today {today} Mbps, {share_today} %"
    ),
    "detail.household_only": "the {link} contracts on sale are for households only",
    "detail.worse_medium": "would replace {today} by {new}",
    "detail.worse_speed": "{new} Mbps in the busy hour, {today} Mbps today",
    "detail.worse_volume": "{new} GB a month, today {today}",
    "detail.worse_latency": "its latency is higher than today's",
    "word.no_cap": "no cap",
    "detail.same_medium": "the present link is {link} already; see upgrade",
    "detail.excluded": "a must-not directive names the site",
    "detail.switched_off": "the scenario switches it off",
    "detail.at_target": "the present link meets the target of {target} Mbps",
    "detail.mobile": "a mobile unit moves, and this link is led to one place",
    "detail.content_server": "a content server works there already and is counted",
    "detail.no_place": "the site has neither coordinates nor a known {subregion}",
    "detail.no_way_inside": "the site has no router, access point or LAN; not on sale: {item}",
    "note.way_inside": "with what brings it to people: {things}",
    "detail.no_power_kit": "hours of power a day: {hours}; no power kit is on sale",
    "detail.power_sized": "power: {load} Wh a day, {sun} kWh/m2 of sun in month {month}: {panel} W"
    " of panels, {battery} Wh of battery",
    "detail.power_generator": "power: {load} Wh a day by a generator, as panels would need {area} m2",
    "detail.panels_too_large": "{load} Wh a day need {area} m2 of panels, more than {most} m2, and no"
    " generator is on sale",
    "detail.no_payer": "nobody is named to pay the yearly cost: give the site or its kind a payer",
    # --- what was assumed because the inventory is silent
    "assumed.peak": "only people online at once are counted: taken as all the users of the site",
    "assumed.nobody": "users are unknown: nobody is counted, so nothing is gained",
    "assumed.users": "users are unknown: taken as {count}, as of every {kind}",
    "assumed.visitors": "visitors assumed: {share} of the population over {schools} institution(s)",
    "assumed.students": "students assumed: {share} of the population over {schools} school(s)",
    "assumed.students_near": "students assumed: {share} of {people} people, its part of those within {km} km",
    "assumed.visitors_near": "visitors a day assumed: {share} of {people} people, its part of those within {km} km",
    "assumed.contention": "present speed not measured: {contention} contracts share the speed of one",
    "assumed.speed": "present speed not measured: {share} of the contract assumed",
    "assumed.unknown_speed": "speed of the present link not known: taken as {mbps} Mbps",
    "assumed.no_speed": "present link is not recorded: counted as 0 Mbps",
    "assumed.obsolete": "{count} computers of {year} are obsolete: none counts as working",
    "assumed.all_work": "every computer is assumed to work",
    "assumed.no_computers": "computers are not counted: none assumed",
    "assumed.lan": "LAN is not recorded: none assumed",
    "assumed.access_points": "access points are not recorded: none assumed",
    "assumed.ups": "UPS is not recorded: none assumed",
    "assumed.power": "power is not recorded: assumed reliable",
    # --- the list of candidates
    "list.pack": "pack {step} of {chain}",
    "second_way.apart": "{metres} m that share no trench with the first way; the two ways meet nowhere before the building",
    "second_way.meets": "{metres} m that share no trench with the first way; both ways pass {places}",
    "list.speed": "{mbps} Mbps, ",
    "list.offer": "{speed}{gain} points, {once} once, {yearly} a year",
    "list.line_one_time": "      {quantity} {unit} x {price} = {amount} once: {name} ({sku})",
    "list.line_per_year": "      {quantity} {unit} x {price} = {amount} a year: {name} ({sku})",
    # --- one site
    "explain.head": "{site} {name} in run {run}",
    "explain.people": "people",
    "explain.mbps": "busy-hour Mbps today / target",
    "explain.computers": "working computers / target",
    "explain.access_points": "access points / target",
    "explain.also_there": "also there, and counted",
    "there.content_server": "offline content server",
    "there.printers": "printers {count}",
    "there.projectors": "projectors {count}",
    "there.tablets": "tablets {count}",
    "there.switches": "switches {count}",
    "there.racks": "racks {count}",
    "there.routers": "routers {count}",
    "explain.gives_up": "gives up",
    "given_up.contract": "{link}; contract until {day}",
    "given_up.cost": "{link}; ending its contract costs {cost}",
    "given_up.contract_cost": "{link}; contract until {day}, ending it early costs {cost}",
    "explain.brought": "nothing inside today; every new link brings",
    "explain.lan_ups": "LAN, UPS",
    "explain.missing": "missing",
    "explain.there": "there",
    "explain.payer": "who pays every year",
    "explain.no_payer": "nobody is named",
    "explain.weight": "weight",
    "explain.assumed": "assumed",
    "factor.remote": "remote",
    "factor.bagh": "{ward}",
    "factor.capital": "capital",
    "factor.aimag": "{region} {id}",
    "factor.directive": "directive {id}",
    "explain.received_one_time": "receives, paid once",
    "explain.received_per_year": "paid every year",
    "explain.options": "Services on offer:",
    "explain.no_options": "No service is on offer.",
    "explain.option": "{name}, {mbps}: {gain} points; {once} {currency} once, {yearly} {currency} a year",
    "explain.out_of_reach": "{option}; its start cannot be reached",
    "explain.shared_link": "{option}, over the link of {host} in the same building",
    "explain.spliced": "{option}, spliced into cable {span}",
    "explain.shared": "{option}, and {shared} once for links to share, not in the plan",
    "explain.next_best": "Next best: {option}",
    "explain.pack_told": "{pack}; {told}",
    "explain.packs": "Equipment on offer:",
    "explain.pack": "{name}, step {step}: {gain} points; {once} {currency} once, {yearly} {currency} a year",
    "explain.refusals": "Not on offer:",
    "explain.would_lose": (
        "With a new link here the plan as a whole would lose {lost} points within the same limits "
        "(proven: between {low} and {high})."
    ),
    "explain.not_possible": "No plan within these limits was found that gives it a new link.",
    "explain.extra": "On top of the plan it needs {needed} of {limit}, where {free} is left.",
    "explain.extra_more": "On top of the plan it needs {needed} of {limit}, where {free} is left: {more} more.",
    "explain.not_known": "unknown",
    "explain.position_corrected": (
        "It stands where the table of corrections says, at {position}: {km} km from {stated}, "
        "which the table of sites states."
    ),
    "explain.position_given": (
        "It stands where the table of corrections says, at {position}; the table of sites has no "
        "position for it."
    ),
    "explain.changed": (
        "The recorded inputs give another problem today than when this run was made (see `kholboo "
        "audit rederive`): what is on offer is told as of today, what it would take is not "
        "computed."
    ),
    # --- stock, moves and funds at a site
    "supply.gives": "Gives {count} spare x {sku} to {to}.",
    "supply.depot": "depot {name}",
    "supply.site": "site {name}",
    "supply.proposed": (
        "Bought here: {count} x {sku} could come from {place} ({cost} of transport), but the owner "
        "is another; record the decision as an allow_move directive."
    ),
    "supply.arrives": "Not bought: {count} x {sku} come from {place}, {cost} of transport.",
    "supply.arrives_by": (
        "Not bought: {count} x {sku} come from {place}, {cost} of transport, by decision "
        "{decision}."
    ),
    "supply.repaired": "Repaired before anything is bought: {count} broken computers of the site.",
    "supply.package": "Package {id}: {category} bought by {entity}, paid by {fund}, rules: {rulebook}.",
    "supply.fund_may_not": "Fund {fund} may not pay: {rules}.",
    "supply.gift": "Gift of {fund}, {count} x {sku} in {place}: not for this site ({why}).",
    "supply.given": "Given by {giver} ({code}).",
    "supply.given_paid": "Given by {giver} ({code}); its transport is paid by {fund} in package {package}.",
    "supply.cofinanced": "Of package {id} {other} adds {share}: {part} of {amount}.",
    "supply.gift_elsewhere": (
        "Gift of {fund}, {count} x {sku} in {place}: could come here; the plan gives {used} of them"
        " to other sites and buys here."
    ),
    "supply.no_way": "moving it to {region} {aimag} has no cost on record, or saves nothing",
    "obstacle.only": "{fund} pays only {allowed} ({column}), here {found}",
    "obstacle.shared_aimags": "a stretch that several {regions} may share",
    "obstacle.shared_sites": "a stretch that several sites may share",
    "fund.need_band": "need from {low} to below {high}",
    "obstacle.band": "{fund} pays only where need_index is from {low} to below {high}, here {found}",
    "obstacle.need": "band of need",
    "obstacle.category": "category",
    "obstacle.deadline": "deadline",
    "obstacle.ceiling": "ceiling",
    "obstacle.region": "region",
    "obstacle.site_kind": "site kind",
    "obstacle.transport": "transport",
    # --- limits that cannot hold together
    "conflict.none": "Run {run} has a plan ({status}): its limits hold together.",
    "conflict.head": "Run {run}: these cannot all hold together:",
    "conflict.needs": "{demand}; the others need at least {least}",
    "conflict.enough": "{demand}, and {enough} is enough",
    "conflict.loosen_one": "Loosen any one of them.",
    "conflict.loosen_some": "Loosen some of them and plan again.",
    "conflict.uncertified": "That no plan exists is so according to HiGHS; the run has no certificate.",
    "conflict.present_links": "the yearly fees of all present links, which have to stay",
    "conflict.must_serve": "directive {id} ({authority}): {site} must be served with at least {mbps} Mbps",
    "conflict.at_most": "{title} at most {upper}",
    "conflict.at_least": "{title} at least {lower}",
    "conflict.between": "{title} at most {upper} and at least {lower}",
    "limit.less_reserve": "{limit}, less what is held back",
    "limit.fund": "ceiling of {fund}",
    "limit.ceiling": "suppliers deliver no more {sku}",
    "limit.order": "the least order of {sku}",
    # --- what a technology finds at a site
    "detail.no_pop_or_tower": "no PoP or tower is known",
    "detail.hop_too_long": "{km} km to {name}, more than {longest} km",
    "detail.chain_too_long": "{km} km to {name}, more than {longest} km, and no chain of {hops} hops leads here",
    "detail.hop": "hop of {far} m from {name}",
    "detail.own_mast": "from the mast at the site itself",
    "detail.link_worth_more": "the present link ({mbps} Mbps) is worth more",
    "detail.no_content_server": "the catalogue sells no content server with its updates",
    "detail.from_lit_fibre": "{least} m from lit fibre at least",
    "detail.no_trench": "the catalogue sells no trench",
    "detail.no_upkeep_payer": "nobody is named to pay the upkeep of shared trenches: set technologies.fibre.upkeep_payer",
    "detail.no_road_with_fibre": "no road with lit fibre within {reach} km",
    "detail.too_far_to_build": "{far} km to build, more than {most} km",
    "detail.no_satellite_in": "no new link by this satellite may be set up in {place}: the places table leaves 0 Mbps",
    "detail.no_tower_or_coverage": "no tower or coverage is known",
    "detail.signal": "{radio} signal",
    "detail.tower_hidden": "the ground takes {loss} dB of the signal of {tower}, {km} km away",
    "detail.signal_after_upgrade": "{radio} signal once tower {tower} is upgraded",
    "detail.signal_of_new_tower": "{radio} signal once the tower {tower} is built",
    "detail.outside_coverage": "no broadband coverage polygon holds the site",
    "detail.no_broadband_tower": "no broadband tower within {reach} km",
    "detail.fibre_already": "the present link is fibre already; see upgrade",
    "detail.no_building_with_fibre": "no building with fibre, or in reach of it, within {reach} m",
    "detail.bridge": "bridge of {far} m from {name}",
    "detail.no_link_to_upgrade": "there is no link to upgrade",
    "detail.link_unknown": "the inventory does not say what the present link is",
    "detail.equipment_replaced": "the measured speed is far below the contract: equipment replaced",
    "detail.fund_gives_things": "{fund} gives things, not money",
    "detail.fund_too_late": "{fund} must be spent by {deadline}; {sku} arrives on {day}",
    "detail.volume": "{gb} GB",
    "detail.hop_from_mast": Plural(
        "hop of {far} m from the mast at {place}, {count} hop from the network at least",
        "hop of {far} m from the mast at {place}, {count} hops from the network at least",
    ),
}
"""English by key; the Mongolian is in the catalogue."""
