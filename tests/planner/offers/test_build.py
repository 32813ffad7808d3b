"""Every site and technology is an option or a reason, at the right price; nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_records import a_directive

from inventory.findings import Severity
from inventory.prices.catalogue import Role, Timing, sorted_items
from planner.candidates.candidate import Candidate, Offers, Reason
from planner.candidates.nodes import ROOT
from planner.candidates.options import sensible
from planner.candidates.present_value import capex_of, opex_of
from planner.candidates.prices import price_of
from planner.candidates.stretches.prune import prune
from planner.candidates.stretches.stretch import directed
from planner.offers.build import area_of, build_offers
from planner.offers.settings import check_settings, settings_of, technologies_of
from planner.scenario.directives import DirectiveKind
from planner.scenario.settings import KindStandard, Scenario
from planner.technologies import TECHNOLOGIES
from sites.distance import least_lengths
from sites.network import Network, Span
from sites.site import CoordinateQuality, LinkToday, LinkType, Power, SiteKind, Users

IDS = [t.id for t in TECHNOLOGIES]


def reasons(offers: Offers, site_id: str) -> dict[str, Reason]:
    """Return the reason against each technology at a site."""
    return {r.technology: r.reason for r in offers.rejections if r.site_id == site_id}


def options(offers: Offers, site_id: str, technology: str) -> list[Candidate]:
    """Return the options of a technology at a site."""
    return [c for c in offers.candidates if (c.site_id, c.technology) == (site_id, technology)]


def assert_nothing_dropped(world: Any, offers: Offers) -> None:
    """Fail unless every site x technology has options or exactly one rejection, never both."""
    offered = {(c.site_id, c.technology) for c in offers.candidates}
    refused = [(r.site_id, r.technology) for r in offers.rejections]
    every = {(s.id, t) for s in world.sites for t in IDS}

    assert len(refused) == len(set(refused))
    assert offered.isdisjoint(refused)
    assert offered | set(refused) == every
    assert all(r.detail for r in offers.rejections)
    assert set(offers.needs) == {s.id for s in world.sites}


def assert_reachable(offers: Offers) -> None:
    """Fail unless assets lead from the root to where every candidate starts, and ids are unique."""
    lengths: dict[tuple[str, str], int] = {}
    for asset in offers.assets:
        lengths[asset.from_node, asset.to_node] = asset.length_m
        if asset.two_way:
            lengths[asset.to_node, asset.from_node] = asset.length_m
    reached = least_lengths(ROOT, lengths)

    assert {c.from_node for c in offers.candidates} <= reached.keys()
    for things in (offers.assets, offers.candidates):
        assert len({t.id for t in things}) == len(things)


def test_nothing_is_dropped(three_villages: Any) -> None:
    """Five sites and eight technologies are forty answers."""
    offers = build_offers(three_villages)

    assert_nothing_dropped(three_villages, offers)
    assert_reachable(offers)


KINDS = st.sampled_from(list(SiteKind))
LINKS = st.builds(
    LinkToday,
    type=st.sampled_from(list(LinkType)),
    contract_mbps=st.none() | st.floats(0, 300),
    measured_mbps=st.none() | st.floats(0, 300),
    price_per_month_minor=st.none() | st.integers(0, 10**6),
    payer=st.sampled_from([None, "ministry", "soum"]),
)
USERS = st.builds(
    Users,
    students=st.none() | st.integers(0, 2_000),
    shifts=st.none() | st.integers(1, 3),
    boarders=st.none() | st.integers(0, 200),
    staff=st.none() | st.integers(0, 90),
    visitors_per_day=st.none() | st.floats(0, 500),
    open_hours_per_week=st.none() | st.floats(0, 168),
    rooms=st.none() | st.integers(0, 60),
)
POWERS = st.builds(
    Power,
    source=st.sampled_from([None, "grid", "solar", "none"]),
    hours_per_day=st.none() | st.floats(0, 24),
)
CHANGES = st.tuples(
    st.sampled_from(["S1", "L1", "S2", "B1", "M1"]),
    st.fixed_dictionaries(
        {},
        optional={
            "kind": KINDS,
            "link": LINKS,
            "users": USERS,
            "power": POWERS,
            "coordinate_quality": st.sampled_from(list(CoordinateQuality)),
        },
    ),
)
LACKING = st.lists(st.sampled_from(list(Role)), max_size=3)


@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(CHANGES, max_size=4), LACKING, st.booleans(), st.booleans())
def test_nothing_is_dropped_whatever_the_inventory(
    three_villages: Any, changes: list, lacking: list, no_payer_allowed: bool, no_network: bool
) -> None:
    """Whatever is missing or odd, all answers are there and every option gains something."""
    world = three_villages.without_items(*lacking)
    world = world.with_policy(allow_capex_without_payer=no_payer_allowed)
    if no_network:
        world = world.changed(network=Network())
    for site_id, change in changes:
        world = world.with_site(site_id, **change)
    offers = build_offers(world)

    assert_nothing_dropped(world, offers)
    assert_reachable(offers)
    for c in offers.candidates:
        assert c.benefit > 0
        assert c.benefit <= offers.needs[c.site_id].link_gap_benefit
        yearly = [line for line in c.lines if line.timing is Timing.PER_YEAR]
        assert no_payer_allowed or all(line.payer for line in yearly)
        assert all(line.amount_minor >= 0 and line.quantity > 0 for line in c.lines)
    assert build_offers(world) == offers


def test_the_order_of_the_inventory_changes_nothing(three_villages: Any) -> None:
    """The same sites in another order give the same offers."""
    backwards = three_villages.changed(sites=three_villages.sites[::-1])

    assert build_offers(backwards) == build_offers(three_villages)


def test_renaming_a_site_renames_and_changes_nothing_else(three_villages: Any) -> None:
    """Benefits and costs do not depend on what a site is called."""
    sites = tuple(replace(s, id="Z" + s.id) for s in three_villages.sites)
    before = build_offers(three_villages)
    after = build_offers(three_villages.changed(sites=sites))

    def sums(offers: Offers) -> list[tuple[str, int, int, int]]:
        return sorted(
            (c.technology, c.benefit, capex_of(c.lines), opex_of(c.lines))
            for c in offers.candidates
        )

    assert sums(before) == sums(after)
    assert sum(a.length_m for a in before.assets) == sum(a.length_m for a in after.assets)


def test_a_forbidden_site_is_excluded_from_every_technology(three_villages: Any) -> None:
    """A must-not directive leaves eight rejections, and no trench to the building."""
    offers = build_offers(three_villages.directed(DirectiveKind.MUST_NOT, "L1"))

    assert reasons(offers, "L1") == dict.fromkeys(IDS, Reason.EXCLUDED)
    assert not any("premises:L1" in (a.from_node, a.to_node) for a in offers.assets)


def test_a_site_at_standard_needs_no_link(three_villages: Any) -> None:
    """With 20 Mbps measured S2 has what the standard asks."""
    fast = LinkToday(type=LinkType.FIBRE, measured_mbps=20.0)
    offers = build_offers(three_villages.with_site("S2", link=fast))

    assert reasons(offers, "S2") == dict.fromkeys(IDS, Reason.ALREADY_AT_STANDARD)
    assert "premises:S2" in {a.to_node for a in offers.assets}  # its fibre still serves others


def test_a_site_nowhere_is_offered_what_needs_no_place(three_villages: Any) -> None:
    """M1 has no coordinates: satellites and content only."""
    offers = build_offers(three_villages)

    assert {c.technology for c in offers.candidates if c.site_id == "M1"} == {
        "leo",
        "geo",
        "content",
    }
    assert reasons(offers, "M1")["cellular"] is Reason.NO_COORDINATES


def test_a_library_nowhere_is_told_so(three_villages: Any) -> None:
    """Whatever depends on the place is refused for want of one."""
    world = three_villages.with_site("L1", coordinate_quality=CoordinateQuality.NONE)
    placeless = {
        t for t, r in reasons(build_offers(world), "L1").items() if r is Reason.NO_COORDINATES
    }

    assert placeless == {"neighbour", "fibre", "microwave", "cellular"}


def test_no_fixed_link_is_led_to_a_mobile_unit(three_villages: Any) -> None:
    """Even where it is parked beside the PoP: it moves."""
    pop = three_villages.network.pops[0]
    world = three_villages.with_site(
        "M1",
        longitude=pop.longitude,
        latitude=pop.latitude,
        coordinate_quality=CoordinateQuality.SURVEYED,
    )
    offers = build_offers(world)
    refused = {t for t, r in reasons(offers, "M1").items() if r is Reason.NO_FIXED_PLACE}

    assert refused == {"neighbour", "fibre", "microwave"}
    assert options(offers, "M1", "cellular")
    assert not any("premises:M1" in (a.from_node, a.to_node) for a in offers.assets)


def test_a_technology_can_be_switched_off(three_villages: Any) -> None:
    """Switched off is a reason of its own."""
    off = three_villages.with_policy(technologies={"leo": {"enabled": False}})

    assert all(
        r.reason is Reason.SWITCHED_OFF
        for r in build_offers(off).rejections
        if r.technology == "leo"
    )
    assert not any(c.technology == "leo" for c in build_offers(off).candidates)


def test_nobody_to_pay_is_a_reason(three_villages: Any) -> None:
    """Without a payer nothing with a yearly cost is offered, unless the scenario allows it."""
    poor = three_villages.with_policy(standard={k: KindStandard() for k in SiteKind})
    offers = build_offers(poor)

    assert offers.candidates == ()
    assert reasons(offers, "L1")["leo"] is Reason.NO_PAYER
    assert reasons(offers, "L1")["fibre"] is Reason.NO_PAYER
    allowed = build_offers(poor.with_policy(allow_capex_without_payer=True))
    assert len(allowed.candidates) == len(build_offers(three_villages).candidates)


def test_an_option_without_reliable_power_carries_a_power_kit(three_villages: Any) -> None:
    """A 75 W terminal needs two kits of 50 W, a 20 W server needs one; S1 on the grid none."""
    offers = build_offers(three_villages)

    def kits(site_id: str, technology: str) -> list[int]:
        lines = options(offers, site_id, technology)[0].lines
        return [line.quantity for line in lines if line.sku == "SOLAR"]

    assert [kits("B1", "leo"), kits("B1", "content"), kits("S1", "leo")] == [[2], [1], []]


def test_without_a_power_kit_on_sale_a_dark_site_is_told_so(three_villages: Any) -> None:
    """B1 has 12 hours a day; nothing can be promised there without a kit."""
    offers = build_offers(three_villages.without_items(Role.POWER_KIT))

    assert reasons(offers, "B1")["leo"] is Reason.NO_POWER_KIT
    off = three_villages.without_items(Role.POWER_KIT).with_policy(
        technologies={"power": {"enabled": False}}
    )
    assert options(build_offers(off), "B1", "leo")


def test_a_price_override_re_prices_every_line(three_villages: Any) -> None:
    """A directive that sets the LEO contract to 5 a year is what every option pays."""
    offers = build_offers(three_villages.directed(DirectiveKind.PRICE_OVERRIDE, "LEO-50", "5"))

    assert {opex_of(c.lines) for c in offers.candidates if c.technology == "leo"} == {5}


@pytest.mark.parametrize("value", ["", "-1", "abc", "NaN"])
def test_an_override_that_is_no_price_raises(value: str) -> None:
    """Wrong prices never become a silent default."""
    row = a_directive(DirectiveKind.PRICE_OVERRIDE, "X", value, "D1")
    with pytest.raises(ValueError, match="D1"):
        price_of(row)


def test_unknown_technologies_and_settings_are_findings_with_a_suggestion() -> None:
    """Misspelt names and wrong values are all found at once."""
    scenario = Scenario(
        technologies={
            "fiber": {},
            "microwave": {"longest_hop": 30, "most_mbps": "fast"},
            "leo": {"most_mbps": 100.0},
        }
    )
    findings = check_settings(scenario)

    assert [(f.column, f.rule) for f in findings] == [
        ("technologies.fiber", "config.unknown_key"),
        ("technologies.microwave.longest_hop", "config.unknown_key"),
        ("technologies.microwave.most_mbps", "config.wrong_value"),
    ]
    assert findings[0].todo == "did you mean fibre?"
    assert findings[1].todo == "did you mean longest_hop_km?"
    with pytest.raises(ValueError, match="fiber"):
        technologies_of(scenario)


def test_an_unpaid_trench_is_warned_of() -> None:
    """Two payers by kind and none for shared trenches is a warning, not a stop."""
    standard = {
        SiteKind.SCHOOL: KindStandard(payer="a"),
        SiteKind.LIBRARY: KindStandard(payer="b"),
    }
    (finding,) = check_settings(Scenario(standard=standard))

    assert finding.severity is Severity.WARNING
    named = {"fibre": {"upkeep_payer": "a"}}
    assert check_settings(Scenario(standard=standard, technologies=named)) == []


def test_every_setting_has_a_source() -> None:
    """No default of a technology is without where it comes from; changed ones say so."""
    rows = settings_of(Scenario(technologies={"leo": {"most_mbps": 99.0}}))

    assert all(source for _, _, source in rows)
    assert ("technologies.leo.most_mbps", "99.0", "the scenario") in rows


def test_at_most_three_sensible_options_remain(three_villages: Any) -> None:
    """Dominated steps go; of five that remain, the cheapest, the best and one between stay."""
    base = options(build_offers(three_villages), "L1", "leo")[0]
    fee = next(line for line in base.lines if line.role == "contract")

    def step(benefit: int, price: int, reaches: bool = True) -> Candidate:
        return replace(
            base,
            id=f"{benefit}",
            benefit=benefit,
            lines=(replace(fee, unit_price_minor=price),),
            reaches_minimum=reaches,
        )

    steps = [step(10, 100), step(20, 110), step(30, 300), step(40, 400), step(39, 410)]
    assert [c.id for c in sensible(steps)] == ["10", "20", "40"]
    weak = [step(10, 100, False), step(20, 110, False), step(30, 300), step(40, 400)]
    assert [c.id for c in sensible(weak)] == ["10", "30", "40"]
    twins = [replace(step(10, 100), id=i) for i in "ba"]
    assert [c.id for c in sensible(twins)] == ["a"]


def test_every_stretch_is_priced_by_the_metre(three_villages: Any) -> None:
    """A trench is 20 a metre, a drop 10, both 1 a year; what exists is free."""
    for asset in build_offers(three_villages).assets:
        price = {"trench": 20, "drop": 10, "existing": 0}[asset.kind]
        assert capex_of(asset.lines) == price * asset.length_m
        assert opex_of(asset.lines) == (asset.length_m if price else 0)
        assert {line.payer for line in asset.lines if line.timing is Timing.PER_YEAR} <= {
            "ministry"
        }


def test_a_trench_nobody_maintains_is_not_dug(three_villages: Any) -> None:
    """With two payers and none named for upkeep, fibre says what to set."""
    standard = dict(three_villages.scenario.standard)
    standard[SiteKind.LIBRARY] = KindStandard(payer="soum")
    world = three_villages.with_policy(standard=standard)
    offers = build_offers(world)

    assert reasons(offers, "S1")["fibre"] is Reason.NO_PAYER
    assert not any(a.length_m for a in offers.assets)
    named = world.with_policy(technologies={"fibre": {"upkeep_payer": "soum"}})
    assert options(build_offers(named), "S1", "fibre")


def test_a_chosen_road_is_reached_in_the_right_direction(three_villages: Any) -> None:
    """Fibre flows from the PoP and from S2 towards S1, never towards lit fibre."""
    assets = {(a.from_node, a.to_node): a for a in build_offers(three_villages).assets}

    assert not assets["road:p", "road:p~q@1000"].two_way
    assert not assets["road:q", "road:p~q@1000"].two_way
    assert assets["premises:L1", "premises:S1"].two_way


@pytest.fixture(scope="module")
def example() -> Any:
    """Return the inputs of the example country."""
    from planner.project.load import load_inputs

    return load_inputs(Path(str(files("planner.templates").joinpath("mongolia"))))


def test_the_example_country_is_answered_in_full(example: Any) -> None:
    """Over a thousand sites: nothing dropped, every technology occurs, the graph stays modest."""
    offers = build_offers(example)

    assert_nothing_dropped(example, offers)
    assert_reachable(offers)
    assert {c.technology for c in offers.candidates} == set(IDS)
    assert len(offers.assets) < 10 * len(example.sites)


def test_pruning_the_example_lengthens_no_way(example: Any) -> None:
    """In the pruned graph every building is as near to lit fibre as in the whole one."""
    area = area_of(example, technologies_of(example.scenario))
    nodes = [n for n in area.trenches.least_m if n.startswith("premises:")]
    near = [n for n in nodes if area.trenches.least_m[n] <= area.trenches.longest_m]
    small = prune(area.trenches.stretches, near)
    reached = least_lengths(ROOT, directed(small))

    assert len(near) > 300
    assert {n: reached[n] for n in near} == {n: area.trenches.least_m[n] for n in near}


def test_a_splice_on_sale_changes_nothing_where_no_cable_is_lit(
    three_villages: Any, make_item: Any
) -> None:
    """Offers of projects without cables that may be tapped are what they were."""
    plain = build_offers(three_villages)
    items = sorted_items([*three_villages.catalogue.items, make_item("SPLICE", Role.SPLICE, 70)])
    sold = three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))
    line = ((104.9, 47.01), (105.3, 47.01))
    dark = Span(id="F", medium="fibre", coordinates=line, is_lit=False, tap_allowed=False)
    with_dark = sold.changed(network=replace(sold.network, spans=(dark,)))
    lit = sold.changed(
        network=replace(sold.network, spans=(replace(dark, is_lit=True, tap_allowed=True),))
    )

    assert build_offers(sold) == plain
    assert build_offers(with_dark) == plain
    assert any(asset.kind == "splice" for asset in build_offers(lit).assets)
