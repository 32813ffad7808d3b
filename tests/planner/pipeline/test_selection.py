"""Which sites handover sheets are for: by id, soum or aimag, or what could be meant."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from planner.errors import SettingsError
from planner.pipeline.selection import chosen_sites
from planner.rendering.context import ExportContext


def chosen(context: ExportContext, **named: Any) -> list[str]:
    """Return the ids of the sites that are named."""
    asked = {"sites": (), "soums": (), "aimags": (), **named}
    inputs: Any = SimpleNamespace(sites=context.sites, network=context.network)
    return sorted(chosen_sites(context.plan, inputs, **asked))


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"sites": ("BO-1", "AR-1")}, ["AR-1", "BO-1"]),
        ({"aimags": ("Архангай",)}, ["AR-1", "AR-2", "AR-3", "AR-4"]),
        ({"aimags": ("AR",), "sites": ("BO-1",)}, ["AR-1", "AR-2", "AR-3", "AR-4", "BO-1"]),
        ({"soums": ("Өлгий",)}, ["BO-1", "BO-2", "BO-3"]),
        ({"soums": ("өлгий",)}, ["BO-1", "BO-2", "BO-3"]),
        ({"soums": ("BO01",), "aimags": ("BO",)}, ["BO-1", "BO-2", "BO-3"]),
    ],
)
def test_sites_are_chosen_by_what_is_named(
    named: dict[str, Any], expected: list[str], context: ExportContext
) -> None:
    """Ids, soums and aimags by code or name; a soum within an aimag is only that one."""
    assert expected == chosen(context, **named)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"sites": ("BO-11",)}, "no site 'BO-11'.*BO-1"),
        ({"soums": ("Өлгии",)}, "no site lies in soum 'Өлгии'.*Өлгий"),
        ({"soums": ("Өлгий",), "aimags": ("AR",)}, "no site lies in soum"),
        ({"aimags": ("Ховд",)}, "no site lies in aimag 'Ховд'.*Архангай"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_is_near(
    named: dict[str, Any], message: str, context: ExportContext
) -> None:
    """The message names what could be meant."""
    with pytest.raises(SettingsError, match=message):
        chosen(context, **named)


def test_a_soum_name_of_several_aimags_is_asked_about(context: ExportContext) -> None:
    """Soum names are shared by aimags: which one is meant is not guessed."""
    sites = tuple(replace(s, soum_name="Цэцэрлэг") if s.id == "BO-1" else s for s in context.sites)
    both = replace(context, sites=sites)

    with pytest.raises(SettingsError, match=r"several aimags: Архангай.*Баян-Өлгий"):
        chosen(both, soums=("Цэцэрлэг",))
    assert chosen(both, soums=("Цэцэрлэг",), aimags=("BO",)) == ["BO-1"]
