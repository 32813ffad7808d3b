"""What a site needs and has today, in the words of an explanation."""

from __future__ import annotations

from planner.candidates.candidate import Offers
from planner.candidates.kit.lan import INSIDE_ROLES
from planner.candidates.kit.present_equipment import told_equipment
from planner.candidates.nodes import link_host
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined, plain, word
from sites.site import Site


def told_needs(offers: Offers, site: Site) -> tuple[tuple[Label, Label], ...]:
    """Return what a site needs and has, as pairs of a name and a value."""
    need, there = offers.needs[site.id], told_equipment(site.equipment)
    payer = word("payer", need.payer) if need.payer else LABELS["explain.no_payer"]
    weights = [plain(f"{need.kind_weight:g}"), *(_factor(n, f) for n, f in need.equity_factors)]
    rows = {
        "people": plain(f"{need.users:,}"),
        "mbps": plain(f"{need.present_mbps:g} / {need.target_mbps:g}"),
        "computers": plain(f"{need.working_computers} / {need.target_computers}"),
        "access_points": plain(f"{need.access_points} / {need.target_access_points}"),
        "lan_ups": joined(", ", (_lack(need.needs_lan), _lack(need.needs_ups))),
        **({} if there is None else {"also_there": there}),
        "payer": payer,
        "weight": joined(" x ", weights),
    }
    brought = _brought_inside(offers, site.id)
    if brought:
        rows["brought"] = joined(", ", brought)
    found = [(LABELS[f"explain.{name}"], value) for name, value in rows.items()]
    return (*found, *((LABELS["explain.assumed"], note) for note in need.notes))


def _brought_inside(offers: Offers, site_id: str) -> list[Label]:
    """Return what every new link brings so that it reaches people, () where a way is there."""
    for candidate in offers.candidates:
        lines = [x for x in candidate.lines if x.role in INSIDE_ROLES]
        if candidate.site_id == site_id and lines and link_host(candidate.from_node) is None:
            return [
                Label(f"{x.quantity} x {x.name_mn}", f"{x.quantity} x {x.name_en}") for x in lines
            ]
    return []


def _lack(missing: bool) -> Label:
    return LABELS["explain.missing" if missing else "explain.there"]


def _factor(name: str, factor: float) -> Label:
    """Return an equity factor in words: what it is for, and by how much it multiplies."""
    kind, _, name_of = name.partition(" ")
    return joined(" ", (filled(f"factor.{kind}", id=name_of), plain(f"{factor:g}")))
