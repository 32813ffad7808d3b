"""Sentences of sheets and pages: what a site gets and why, and how good the plan is."""

from __future__ import annotations

from planner.language.words import Plural

TOLD = {
    "chain.lan": "LAN and Wi-Fi",
    "chain.second_fibre": "second link, fibre over another way",
    "chain.second_leo": "second link, LEO satellite",
    "chain.second_geo": "second link, GEO satellite",
    "chain.second_cellular": "second link, cellular",
    "chain.second_microwave": "second link, microwave",
    "chain.inside": "what brings the link to people",
    "chain.computers": "computers",
    "chain.ups": "backup power",
    "told.hosts": "a link for others of its building",
    "told.link_shared": "{link} over the link of {host} in the same building",
    "told.link": "{name} with {mbps}",
    "told.speed": "{mbps} Mbps",
    "told.speed_and_volume": "{mbps} Mbps and {gb} GB a month",
    "told.chosen": "Receives {things}; part of the best plan found within the limits.",
    "told.forced": "Receives {things}; directive {id} ({authority}) demands service here.",
    "told.adequate": "At standard in every need already.",
    "told.no_users": "No users are stated and none can be assumed: what the site would gain is not known.",
    "told.excluded": "Directive {id} ({authority}) keeps this site out of the plan.",
    "told.elsewhere": "Within the limits the money does more elsewhere; the cheapest step is {cheapest}.",
    "told.ended": "Its present link is ended, as the scenario allows.",
    "told.cheapest": "{name} at {cost} over {years} years",
    "told.cheapest_shared": "{name} at {cost} over {years} years, without the shared links it needs",
    "told.nothing": "Nothing is on offer.",
    "told.no_option": "Nothing on offer improves this site ({why}).",
    "directive.allow_move": "spare computers of {site} may go to other owners",
    "directive.must_serve": "must serve {site}",
    "directive.must_not": "must not serve {site}",
    "directive.floor": "{group}: at least {share} of the benefit",
    "floor.by_aimag": "each {region}",
    "floor.by_kind": "each kind of site",
    "floor.fair": "{groups}: at least {share} of the fair level of {quantity}",
    "floor.level": "(all at once can have {level} of what they could attain)",
    "floor.plan": "{groups}: at least {share} of its part of the plan's {quantity}",
    "floor.amounts": "{groups}: the stated least of {quantity}",
    "floor.coverage_country": "the country: at least {least} {quantity}",
    "floor.coverage_aimag": "each {region}: at least {least} {quantity}",
    "floor.coverage_kind": "each kind of site: at least {least} {quantity}",
    "directive.weight": "weight x {value} for {site}",
    "directive.price_override": "price of {name} ({id}) set to {price}",
    "directive.least_points": "{group}: at least {points} points",
}

PROOF = {
    "proof.certified_optimal": "certified optimal",
    "proof.solver_optimal": "optimal according to HiGHS",
    "proof.feasible": "gap {gap}: no plan can be worth more than {bound} points, the certified bound",
    "proof.feasible_sites_at_standard": "gap {gap}: no plan brings the links of more than {bound} sites to the standard",
    "proof.feasible_users_at_standard": "gap {gap}: no plan brings a link at standard to more than {bound} people",
    "short.standard_sites": "Links at standard: {count} sites. Benefit: {points} points.",
    "short.standard_users": "Links at standard: {count} people. Benefit: {points} points.",
    "proof.cheapest": (
        "it costs {cost}; no plan that reaches these floors costs less than {bound}"
        " (net present cost)"
    ),
    "proof.feasible_unbounded": "a plan, without a certified bound",
    "proof.gap": "Certified gap, which needs no solver to check: {gap}.",
    "proof.sure": "of {count} sites with a choice of link {sure} are proven: in every plan at least as good {same} have the same link, {link} a new link, {none} none",
    "proof.infeasible": "proven: the limits cannot hold together",
    "proof.unknown": "neither a plan nor a proof",
    "proof.feasible_least_shares_1": "gap {gap}: no plan raises the least share above {bound}",
    "short.least_shares": "Least share of a group: {share} of what it could attain. Benefit: {points} points.",
}

SENTENCES: dict[str, str | Plural] = {
    "verify.1": "With Kholboo installed: kholboo audit verify runs/{run_id}",
    "verify.2": "Without installing anything: python verify.py in the folder of the run",
    "verify.3": "Every printed sheet must carry the fingerprint {fingerprint}.",
    "verify.5": (
        "To know that it is the run you were promised: kholboo audit verify --expect SEAL; learn "
        "the seal by another way than the folder."
    ),
    "verify.4": "The distribution list and the bill of quantities differ by 0 on every line.",
    "prices.how": (
        "Type a price into a yellow cell and every sheet recalculates. "
        "Quantities and choices stay: "
        "to plan again at new prices, change the catalogue and run kholboo plan."
    ),
    "prices.live": (
        "Amounts on this sheet are at list prices. What price tiers and VAT exemption save follows "
        "the new prices: see the table below."
    ),
    "saved.tier": "The price from {count} units on",
    "saved.vat": "VAT that is not paid",
    "saved.tier_vat": "Less VAT in the price from {count} units on",
    "prices.listed": (
        "Amounts on this sheet are at list prices. What price tiers and VAT exemption save stays "
        "as in the plan."
    ),
    "next_money.text": (
        "Another {extra} would add {gain} points of benefit (proven between {low} and {high}): "
        "{sites}, {users}{but}."
    ),
    "next_money.unverifiable": (
        "Another {extra} would add {gain} points of benefit ({low} to {high}; not verifiable from "
        "this run): {sites}, {users}{but}."
    ),
    "little_more": "A little more of one limit alone adds at most: {limits}.",
    "little_more.limit": "{most} points for {extra} of {limit}",
    "next_money.deeper": " (those it reaches receive more)",
    "next_money.sites_more": "{count} sites more",
    "next_money.sites_fewer": "{count} sites fewer",
    "next_money.sites_plus": "{count} site more",
    "next_money.sites_minus": "{count} site fewer",
    "next_money.users_plus": "{count} person more",
    "next_money.users_minus": "{count} person fewer",
    "next_money.sites_same": "as many sites",
    "next_money.users_more": "{count} people more",
    "next_money.users_fewer": "{count} people fewer",
    "next_money.users_same": "as many people",
    "unverifiable": "not verifiable from this run",
    "short.sites": (
        "Of {total} sites, {deployed} receive a link or equipment; {adequate} are at standard "
        "already and {unserved} are not served."
    ),
    "short.left_out": "Left out: {list}.",
    "short.of_each": "For each of them {once} once, {yearly} more a year.",
    "short.sure": (
        "How sure: no other plan within these limits is more than {gap} better; anyone can check"
        " it."
    ),
    "short.sure_best": "How sure: no other plan within these limits is better; anyone can check it.",
    "short.cheapest": "No plan of at least this benefit is cheaper over the horizon.",
    "short.nearly_cheapest": (
        "No plan of at least this benefit is more than {money} ({gap}) cheaper over the horizon."
    ),
    "short.users": "{users} people gain better access.",
    "short.technology": "Links: {list}.",
    "short.computers": "New computers: {computers}.",
    "short.computers_from": (
        "Computers added: {computers}: {new} new, {repaired} repaired, {moved} from stock or other"
        " sites."
    ),
    "short.capex": "One-time cost: {amount}.",
    "short.capex_ending": "One-time cost: {amount}, of which {ending} for ending {count} contracts early.",
    "short.unspent": "{amount} is unspent: {why}.",
    "short.unspent_full": "{limit} is full",
    "short.unspent_least": "{limit} has to hold",
    "short.unspent_free": "no limit is proven to hold it back",
    "short.opex": "Yearly cost: {amount}, of which {new} is new and {kept} is present fees that stay.",
    "short.build": "Links to build: {count}, {km} km in all.",
    "short.proof": "Proof: {proof}.",
    "short.binding": "Limits that bind: {list}.",
    "short.no_binding": "No limit binds.",
    "short.directives": "Directives: {count}; benefit lost, each taken by itself, in points: {cost}.",
    "short.floors": "Floors: {count}; benefit lost, each taken by itself, in points: {cost}.",
    "short.no_directives": "No directive applies.",
    "short.prices": "Prices: {date}, {basis}.",
    "no_rows": "No rows here.",
    "title.candidates_map": "Candidate links",
    "candidates.sites": "sites asked about",
    "candidates.with_offer": "sites with a link on offer",
    "candidates.none": "sites without any",
    "candidates.shared": "stretches and hops that sites could share",
    "candidates.refused": "Links that are not offered, with the reason",
    "candidates.by_technology": "By technology",
    "candidates.detail": "In figures",
    "candidates.how": "Lines are what could be built or used, not what a plan chose: trenches, drops"
    " and hops by technology. A site tells on hovering what is offered there and what is not.",
    "candidates.shorter": "The first {shown} of {count}; ask for one area, site, technology or"
    " reason, or list them all with --format csv.",
    "not_computed": "not computed",
    "map.areas": "Boundaries of {regions}",
    "map.boundaries": "Boundaries, drawn to within {km} km",
    "map.country": "Country and coast, coarse (Natural Earth 1:50m)",
    "map.how": "Sites of one place are drawn side by side.",
    "unlocated": "{count} sites without a location are not drawn.",
    "inventory.how": "An empty cell is not a zero: it is not known. Sums add only what is stated.",
    "fees.how": "Present fees − fees that end = fees that stay; with the new cost = yearly cost in total.",
    # --- what is not bought, and lines that Kholboo itself adds to a bill
    "saving_text.no_delivery": "no delivery: {text}",
    "saving_text.spare_within": "spare computers of {region} {place} go to other sites there instead of buying: {item}",
    "saving_text.spare_to": "spare computers of {region} {place} go to {to} instead of buying: {item}",
    "saving_text.stock": "{item}: from stock in {place}{giver} to {to}",
    "saving_text.given_by": " (from {fund})",
    "saving_text.tier": "{item}: the price from {quantity} units on",
    "saving_text.vat": "VAT that {fund} does not pay",
    "word.in_aimag": "{region} {name}",
    "item.contract_ending": "Ending present contracts early",
    "item.delivery": "Delivery: {what}",
    "item.delivery_to": "Delivery: {what} ({aimag})",
    "item.goods": "goods",
    "saving_text.and_aimags": Plural(
        "{first} and {count} other {region}", "{first} and {count} other {regions}"
    ),
    "saving_text.aimags": Plural("{region} {names}", "{regions} {names}"),
}
