"""Power sized per site and option: load by hours, sun of the worst month, days without any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inventory.prices.catalogue import Item, Role, Timing
from planner.candidates.candidate import Candidate, Reason
from planner.candidates.technology import PowerPlace
from planner.offers.build import build_offers
from planner.offers.settings import check_settings
from planner.technologies.power import Power
from sites.site import Power as Supply

HERE = PowerPlace(latitude=47.0)


@pytest.fixture
def kits_on_sale(three_villages: Any, make_item: Any) -> Any:
    """The three villages with one kit of 300 W of panels and 2,000 Wh of battery at 900."""
    kit = make_item("KIT", Role.POWER_KIT, 900, power_w=500.0, panel_w=300.0, battery_wh=2_000.0)
    without = three_villages.without_items(Role.POWER_KIT)
    catalogue = replace(without.catalogue, items=(*without.catalogue.items, kit))
    return without.changed(catalogue=catalogue)


def power(**settings: Any) -> dict[str, Any]:
    """Return a policy with settings of power; a kilowatt hour of sun is stated, not computed."""
    sun = {str(month): 4.0 for month in range(1, 13)}
    return {"technologies": {"power": {"sun_kwh_m2": sun, **settings}}}


def offer(world: Any, site_id: str = "B1", technology: str = "leo") -> Candidate:
    """Return the one option of a technology at a site."""
    (found,) = [
        c
        for c in build_offers(world).candidates
        if (c.site_id, c.technology) == (site_id, technology)
    ]
    return found


def kits(candidate: Candidate) -> int:
    """Return how many kits an option buys."""
    return sum(line.quantity for line in candidate.lines if line.sku == "KIT")


def test_a_day_is_added_up() -> None:
    """75 W for 24 hours are 1,800 Wh: 600 W of panels at 4 kWh/m2, 5,625 Wh of battery."""
    sized = Power(sun_kwh_m2={str(m): 4.0 for m in range(1, 13)}).sized(75.0, HERE)

    assert (sized.load_wh, sized.sun_kwh_m2, sized.month) == (1_800.0, 4.0, 1)
    assert sized.panel_w == pytest.approx(1_800 / (4.0 * 0.75))
    assert sized.battery_wh == pytest.approx(1_800 * 2 / (0.8 * 0.8))


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ({}, 2),  # half of 75 W by hours of the grid: 900 Wh, 300 W, 2,813 Wh: the battery
        ({"days_without_sun": 1.0}, 1),
        ({"days_without_sun": 1.0, "panel_share": 0.5}, 2),  # the panels
        ({"days_without_sun": 4.0}, 3),
        ({"link_hours": 8.0}, 1),
        ({"cold_share": 0.4}, 3),
        ({"computer_w": 60.0}, 3),  # four computers for six hours: 1,440 Wh more, by half
    ],
)
def test_the_scarcer_of_panels_and_battery_decides(
    kits_on_sale: Any, settings: dict[str, Any], count: int
) -> None:
    """B1 has electricity for 12 hours a day; a terminal of 75 W is what it buys."""
    assert kits(offer(kits_on_sale.with_policy(**power(**settings)))) == count


def test_hours_of_the_grid_save_kits(kits_on_sale: Any) -> None:
    """With no electricity at all the load is twice that of half a day."""
    world = kits_on_sale.with_policy(**power())
    dark = world.with_site("B1", power=Supply(source="none", hours_per_day=0.0))

    assert (kits(offer(world)), kits(offer(dark))) == (2, 3)


def test_the_worst_open_month_counts() -> None:
    """A site that is closed in December and January is sized for another month."""
    at = {"altitude_km": 1.3}
    whole, autumn = (Power(**at, closed_months=closed) for closed in ((), (12, 1)))

    assert whole.least_sun(47.0)[1] == 12
    assert autumn.least_sun(47.0)[1] in (2, 11)
    assert autumn.least_sun(47.0)[0] > whole.least_sun(47.0)[0]


def test_power_can_change_which_technology_is_cheaper(kits_on_sale: Any, make_item: Any) -> None:
    """A radio of 10 W needs one kit where the satellite terminal of 75 W needs three."""
    radio = make_item("T-microwave", Role.TERMINAL, 200, link_type="microwave", power_w=10.0)
    items = (*(i for i in kits_on_sale.catalogue.items if i.sku != "T-microwave"), radio)
    dark = Supply(source="none", hours_per_day=0.0)
    world = kits_on_sale.changed(catalogue=replace(kits_on_sale.catalogue, items=items))
    world = world.with_site("L1", power=dark).with_policy(**power())

    assert kits(offer(world, "L1", "microwave")) == 1
    assert kits(offer(world, "L1", "leo")) == 3


def test_the_note_tells_how_it_was_sized(kits_on_sale: Any) -> None:
    """Load, sun with its month, panels and battery stand in the option."""
    note = offer(kits_on_sale.with_policy(**power())).note

    assert note is not None
    assert note.en.endswith(
        "power: 900 Wh a day, 4 kWh/m2 of sun in month 1: 300 W of panels, 2813 Wh of battery"
    )


def test_a_kit_that_states_no_battery_goes_by_watts(three_villages: Any) -> None:
    """Two kits of 50 W for 75 W, as ever, whatever the sun."""
    world = three_villages.with_policy(**power(days_without_sun=30.0))

    assert [x.quantity for x in offer(world).lines if x.sku == "SOLAR"] == [2]


# --- generators ----------------------------------------------------------------------------------


@pytest.fixture
def generators(kits_on_sale: Any, make_item: Any) -> Any:
    """The same with generators of 1 kW and their fuel, 2 a kilowatt hour."""
    items: tuple[Item, ...] = (
        make_item("GEN", Role.GENERATOR, 700, power_w=1_000.0),
        make_item("FUEL", Role.GENERATOR_FUEL, 2, timing=Timing.PER_YEAR),
    )
    catalogue = replace(kits_on_sale.catalogue, items=(*kits_on_sale.catalogue.items, *items))
    return kits_on_sale.changed(catalogue=catalogue)


def test_a_generator_runs_where_panels_have_no_room(generators: Any) -> None:
    """900 Wh a day are 329 kWh a year; two kits are 3 m2 of panels."""
    roomy, narrow = (
        offer(generators.with_policy(**power(most_panel_m2=area))) for area in (3.0, 2.9)
    )
    bought = {x.sku: (x.quantity, x.payer) for x in narrow.lines if x.sku in ("GEN", "FUEL", "KIT")}

    assert kits(roomy) == 2
    assert bought == {"GEN": (1, None), "FUEL": (329, "ministry")}
    assert narrow.note is not None and "by a generator" in narrow.note.en


def test_without_a_generator_the_refusal_has_figures(kits_on_sale: Any) -> None:
    """The area that is needed and the area that there is."""
    world = kits_on_sale.with_policy(**power(most_panel_m2=2.0))
    (found,) = [
        r for r in build_offers(world).rejections if (r.site_id, r.technology) == ("B1", "leo")
    ]

    assert found.reason is Reason.NO_POWER_KIT
    assert found.detail.en == (
        "900 Wh a day need 3.0 m2 of panels, more than 2 m2, and no generator is on sale"
    )


def test_where_the_sun_does_not_rise_no_kit_is_sold(generators: Any) -> None:
    """A month without sun is no kit, however many."""
    dark = {"sun_kwh_m2": {"12": 0.0}}
    bought = [x.sku for x in offer(generators.with_policy(**power(**dark))).lines]

    assert "GEN" in bought and "KIT" not in bought


@pytest.mark.parametrize(
    "settings",
    [
        {"link_hours": 25.0},
        {"depth_of_discharge": 80},
        {"closed_months": [13]},
        {"sun_kwh_m2": {"January": 2.0}},
        {"tilt_degrees": 120.0},
        {"most_panel_m2": -1.0},
    ],
)
def test_wrong_settings_are_findings(kits_on_sale: Any, settings: dict[str, Any]) -> None:
    """Percent for a share, months by name, hours beyond a day: each is told, none is used."""
    scenario = kits_on_sale.with_policy(technologies={"power": settings}).scenario
    found = check_settings(scenario)

    assert [f.rule for f in found] == ["config.wrong_value"]
    assert f"power.{next(iter(settings))}" in (found[0].column or "")
