"""Power kit: solar and battery for the link equipment where electricity is not reliable.

A link is worth little without power, so the kit is bundled into every option of such a site and is
never an option of its own. A kit that states panels and battery is sized by hours of load, the sun
of the worst month and days without any; one that does not, by watts alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, NonNegativeFloat

from inventory.prices.catalogue import Catalogue, Item, Role
from planner.candidates.candidate import CostLine
from planner.candidates.cost_lines import cheapest, line
from planner.candidates.technology import PowerBundle, PowerPlace, PowerSupply, setting
from planner.language.labels import filled
from sites.terrain.sun import MONTHS, clear_sky_kwh_m2

HOURS = 24.0
Month = Annotated[int, Field(ge=1, le=12)]
ASSUMED = "assumption, to confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """What a load asks for: panels for the month with least sun, battery for days without any."""

    load_w: float
    load_wh: float  # a day
    sun_kwh_m2: float  # a day
    month: int
    panel_w: float
    battery_wh: float

    def kits(self, item: Item) -> int:
        """Return how many kits carry the load; one that states nothing carries any."""
        wanted = [(self.load_w, item.power_w)]
        if is_sized(item):
            wanted += [(self.panel_w, item.panel_w), (self.battery_wh, item.battery_wh)]
        counts = [math.ceil(need / of) for need, of in wanted if of and need < math.inf]
        return max([1, *counts])


def is_sized(item: Item) -> bool:
    """Return whether a kit says what it stores and gathers."""
    return item.panel_w is not None and item.battery_wh is not None


class Power(PowerSupply):
    """The kits that carry the link equipment of a site without reliable power."""

    id: ClassVar[str] = "power"
    title: ClassVar[str] = "Power kit"

    load_w: float = setting(
        75.0,
        "assumption, to confirm: a satellite terminal and a router",
        "load of equipment that states none",
        ge=0,
    )
    link_hours: float = setting(24.0, ASSUMED, "a day that link equipment runs", ge=0, le=24)
    computer_w: float = setting(0.0, ASSUMED, "of a computer; 0: kits carry none", ge=0)
    computer_hours: float = setting(6.0, ASSUMED, "a day that computers run", ge=0, le=24)
    days_without_sun: float = setting(2.0, ASSUMED, "that the battery lasts", ge=0)
    depth_of_discharge: float = setting(0.8, ASSUMED, "of the battery that is used", ge=0.01, le=1)
    cold_share: float = setting(
        0.8,
        "assumption, to confirm: LiFePO4 at 0 °C",
        "of the battery that cold leaves",
        ge=0.01,
        le=1,
    )
    panel_share: float = setting(
        0.75, ASSUMED, "of what panels gather that reaches the load", ge=0.01, le=1
    )
    sky_share: float = setting(
        0.9, ASSUMED, "of the sun of clear days, in the month with least sun", ge=0.01, le=1
    )
    altitude_km: float = setting(0.0, ASSUMED, "above the sea: clear air is higher up", ge=0, le=9)
    tilt_degrees: float | None = setting(
        None, ASSUMED, "of panels; not set: the latitude and 15 degrees, 75 at most", ge=0, le=90
    )
    closed_months: tuple[Month, ...] = setting((), ASSUMED, "in which nothing runs, 1 to 12")
    sun_kwh_m2: dict[Month, NonNegativeFloat] = setting(
        {}, "computed for a clear sky", "a day on the panel by month, as measured"
    )
    most_panel_m2: float | None = setting(
        None, ASSUMED, "of panels at a site; beyond that a generator", ge=0
    )
    panel_m2_per_kw: float = setting(5.0, ASSUMED, "of panels of a kilowatt", ge=0)

    def can_power(self, catalogue: Catalogue) -> bool:
        """Return whether kits are on sale, or power is not looked at."""
        return not self.enabled or catalogue.first(Role.POWER_KIT) is not None

    def power_bundle(
        self, bought: Sequence[CostLine], catalogue: Catalogue, place: PowerPlace
    ) -> PowerBundle:
        """Return the cheapest kits that power what an option buys, or what is lacking."""
        if not self.enabled:
            return PowerBundle()
        sizing = self.sized(self.load_of(bought, catalogue), place)
        kits = sorted(
            (count * item.unit_price_minor, item.sku, count, item)
            for item in catalogue.of(Role.POWER_KIT)
            for count in [sizing.kits(item)]
        )
        if not kits:
            hours = "?" if place.grid_hours is None else f"{place.grid_hours:g}"
            return PowerBundle(lacking=filled("detail.no_power_kit", hours=hours))
        fitting = [k for k in kits if self._fits(k[3], k[2], sizing, place)]
        if not fitting:
            return self._generator(sizing, kits[0][2], kits[0][3], catalogue, place)
        _, _, count, item = fitting[0]
        told = None
        if is_sized(item):
            told = filled(
                "detail.power_sized",
                load=round(sizing.load_wh),
                sun=f"{sizing.sun_kwh_m2:.2g}",
                month=sizing.month,
                panel=math.ceil(sizing.panel_w),
                battery=math.ceil(sizing.battery_wh),
            )
        return PowerBundle(lines=(line(item, count),), note=told)

    def load_of(self, bought: Sequence[CostLine], catalogue: Catalogue) -> float:
        """Return the load in watts of what is bought: as stated, else the default."""
        stated = [
            (catalogue.by_sku[entry.sku].power_w, entry.quantity)
            for entry in bought
            if entry.sku in catalogue.by_sku
        ]
        known = sum(watts * quantity for watts, quantity in stated if watts is not None)
        return known or self.load_w

    def sized(self, link_w: float, place: PowerPlace) -> Sizing:
        """Return what carries a link and the computers beside it through the worst open month."""
        computers_w = place.computers * self.computer_w
        a_day = link_w * self.link_hours + computers_w * self.computer_hours
        load_wh = a_day * max(HOURS - (place.grid_hours or 0.0), 0.0) / HOURS
        sun, month = self.least_sun(place.latitude)
        kept = self.depth_of_discharge * self.cold_share
        return Sizing(
            load_w=link_w + computers_w,
            load_wh=load_wh,
            sun_kwh_m2=sun,
            month=month,
            panel_w=load_wh / (sun * self.panel_share) if sun > 0 else math.inf,
            battery_wh=load_wh * self.days_without_sun / kept,
        )

    def least_sun(self, latitude: float | None) -> tuple[float, int]:
        """Return the least sun a day on the panel of all open months, and its month."""
        open_months = [m for m in MONTHS if m not in self.closed_months] or MONTHS
        return min((self._sun(latitude or 0.0, month), month) for month in open_months)

    def _sun(self, latitude: float, month: int) -> float:
        measured = self.sun_kwh_m2.get(month)
        if measured is not None:
            return measured
        tilt = self.tilt_degrees
        if tilt is None:
            tilt = min(abs(latitude) + 15.0, 75.0)
        return self.sky_share * clear_sky_kwh_m2(latitude, month, tilt, self.altitude_km)

    def _fits(self, item: Item, count: int, sizing: Sizing, place: PowerPlace) -> bool:
        """Return whether the sun is enough for kits, and their panels have room at the site."""
        if not is_sized(item):
            return True
        most = self.most_panel_m2 if place.limits_panels else None
        return sizing.panel_w < math.inf and (most is None or self._area_m2(item, count) <= most)

    def _area_m2(self, item: Item, count: int) -> float:
        return count * (item.panel_w or 0.0) / 1000 * self.panel_m2_per_kw

    def _generator(
        self, sizing: Sizing, count: int, kit: Item, catalogue: Catalogue, place: PowerPlace
    ) -> PowerBundle:
        """Return the generators and the fuel of a year that carry a load without panels."""
        told = {"load": round(sizing.load_wh), "area": f"{self._area_m2(kit, count):.1f}"}
        found, fuel = (
            cheapest(catalogue.of(role)) for role in (Role.GENERATOR, Role.GENERATOR_FUEL)
        )
        if found is None or fuel is None:
            most = "?" if self.most_panel_m2 is None else f"{self.most_panel_m2:g}"
            return PowerBundle(lacking=filled("detail.panels_too_large", most=most, **told))
        units = math.ceil(sizing.load_w / found.power_w) if found.power_w else 1
        closed = len({*self.closed_months} & {*MONTHS})
        kwh = math.ceil(sizing.load_wh * 365 * (len(MONTHS) - closed) / len(MONTHS) / 1000)
        bought = (line(found, max(units, 1)), line(fuel, kwh, place.payer))
        return PowerBundle(lines=bought, note=filled("detail.power_generator", **told))
