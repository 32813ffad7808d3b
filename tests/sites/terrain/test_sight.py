"""Verdicts of links: clear, a mast that would do, blocked, unknown; with numbers that hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from examples import examples
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from mountains import mountains, plain, ridge

from sites.terrain.settings import TerrainSettings
from sites.terrain.sight import Criterion, Link, Verdict, criteria, judge, sights

BASE = TerrainSettings()
FLAT = np.full((1, 201), 1300.0)


def judged(profiles: Any, start: float, end: float, **more: Any) -> Any:
    """Return the figures of profiles between antennas of two heights."""
    heights = np.broadcast_to([start, end], (len(profiles.ground_m), 2))
    rules = more.pop("rules", criteria(BASE, is_backbone=False))
    return judge(profiles, heights, BASE.model_copy(update=more), rules)


@pytest.mark.parametrize(("km", "margin"), [(10, 22.531), (30, 6.368), (50, -20.200)])
def test_flat_earth_has_its_formula(profiles_of: Any, km: float, margin: float) -> None:
    """Masts of 30 m: height less bulge less 0.6 F1 half-way, to a centimetre."""
    found = judged(profiles_of(km * 1000, FLAT), 30, 30)
    half = km * 500.0
    wave = 299_792_458 / 7.5e9
    formula = 30 - half**2 / (2 * 4 / 3 * 6_371_000) - 0.6 * np.sqrt(wave * half / 2)

    assert float(found.margin_m[0]) == pytest.approx(formula, abs=1e-6)
    assert float(found.margin_m[0]) == pytest.approx(margin, abs=0.01)
    assert int(found.worst[0]) == 100


def test_a_single_hill_has_its_formula(profiles_of: Any) -> None:
    """A hill of 50 m at a quarter of 20 km; the mast at the end that clears it is in proportion."""
    ground = FLAT.copy()
    ground[0, 50] += 50
    found = judged(profiles_of(20_000, ground), 30, 30)
    bulge = 5_000 * 15_000 / (2 * 4 / 3 * 6_371_000)
    zone = 0.6 * np.sqrt(299_792_458 / 7.5e9 * 5_000 * 15_000 / 20_000)
    lacking = 50 + bulge + zone - 30

    assert float(found.margin_m[0]) == pytest.approx(-lacking, abs=1e-6)
    assert float(found.far_m[0]) == pytest.approx(30 + 4 * lacking, abs=1e-6)


def test_what_is_named_leaves_no_margin(profiles_of: Any) -> None:
    """With the mast that was said to do, the margin is 0 at one place and nowhere less."""
    random = np.random.default_rng(4)
    ground = 1300 + np.cumsum(random.normal(0, 6, (60, 201)), axis=1)
    block = profiles_of(25_000, ground)
    found = judged(block, 20, 20)
    heights = np.column_stack([np.full(60, 20.0), found.far_m])
    again = judge(block, heights, BASE, criteria(BASE, is_backbone=False))
    short = found.margin_m < 0

    assert short.sum() > 20
    assert again.margin_m[short] == pytest.approx(0, abs=1e-6)


@given(seed=st.integers(0, 10_000), low=st.floats(1, 60), more=st.floats(0, 60))
@hypothesis_settings(max_examples=examples(40), deadline=None)
def test_a_taller_antenna_never_has_less_margin(seed: int, low: float, more: float) -> None:
    """At either end; and both ways give the same."""
    from sites.terrain.ground import Profiles

    random = np.random.default_rng(seed)
    ground = 1300 + np.cumsum(random.normal(0, 8, (1, 81)), axis=1)
    block = Profiles(
        index=np.arange(1),
        length_m=np.array([18_000.0]),
        ground_m=ground,
        relief_m=np.abs(random.normal(0, 5, (1, 81))),
        cell_m=np.array([250.0]),
        latitude=np.array([47.0]),
    )
    back = replace(block, ground_m=ground[:, ::-1], relief_m=block.relief_m[:, ::-1])
    first, taller = judged(block, 20, low), judged(block, 20, low + more)
    mirrored = judged(back, low, 20)

    assert float(taller.margin_m[0]) >= float(first.margin_m[0]) - 1e-9
    assert float(mirrored.margin_m[0]) == pytest.approx(float(first.margin_m[0]), abs=1e-6)
    assert float(mirrored.loss_db[0]) == pytest.approx(float(first.loss_db[0]), abs=1e-6)


def test_coarse_cells_take_a_margin(profiles_of: Any) -> None:
    """Half the relief between neighbouring cells, away from the antennas."""
    block = profiles_of(20_000, FLAT, cell_m=100.0)
    rough = replace(block, relief_m=np.full_like(FLAT, 30.0))

    assert float(judged(block, 30, 30).margin_m[0] - judged(rough, 30, 30).margin_m[0]) == (
        pytest.approx(15.0, abs=1e-6)
    )


def test_a_link_within_two_cells_has_no_margin(profiles_of: Any) -> None:
    """The model knows nothing between its ends but a plane."""
    block = profiles_of(400, FLAT, cell_m=900.0)
    rough = replace(block, relief_m=np.full_like(FLAT, 200.0))

    assert float(judged(rough, 8, 8).margin_m[0]) == float(judged(block, 8, 8).margin_m[0]) > 0


def test_trees_and_houses_stand_in_the_way(profiles_of: Any) -> None:
    """Clutter counts between the ends."""
    block = profiles_of(20_000, FLAT)
    bare, wooded = judged(block, 30, 30), judged(block, 30, 30, clutter_m=12.0)

    assert float(bare.margin_m[0] - wooded.margin_m[0]) == pytest.approx(12.0)


def test_backbone_hops_keep_more_free(profiles_of: Any) -> None:
    """All of the zone at the median, and 0.3 of it over an Earth bent more."""
    block = profiles_of(30_000, FLAT)
    rules = criteria(BASE, is_backbone=True)
    hop, backbone = judged(block, 60, 60), judged(block, 60, 60, rules=rules)

    assert rules == (Criterion(k_factor=4 / 3, share=1.0), Criterion(k_factor=0.6, share=0.3))
    assert float(backbone.margin_m[0]) < float(hop.margin_m[0])
    half = 15_000.0
    bent = 60 - half**2 / (2 * 0.6 * 6_371_000) - 0.3 * np.sqrt(299_792_458 / 7.5e9 * half / 2)
    assert float(backbone.margin_m[0]) == pytest.approx(bent, abs=1e-6)


def across(**more: Any) -> Link:
    """Return a link of 30 km from west to east, or as changed."""
    given: dict[str, Any] = {"start": (105.3, 47.75), "end": (105.7, 47.75)}
    return Link(**{**given, "start_m": 40.0, "end_m": 30.0, **more})


def test_verdicts_of_a_plain_and_ridges(ground_of: Any) -> None:
    """Clear over a plain; a taller mast behind a low ridge; blocked behind a mountain."""
    asked = [across()]
    clear, mast, blocked = (
        sights(ground_of(shape, settings={"relief_margin": 0.0}), asked, 60)[0]
        for shape in (plain(), ridge(105.45, 1325), ridge(105.5, 1800))
    )

    assert clear.verdict is Verdict.CLEAR and clear.far_mast_m is None
    assert mast.verdict is Verdict.MAST and 30 < (mast.far_mast_m or 0) <= 60
    assert blocked.verdict is Verdict.BLOCKED and (blocked.spare_db or 0) < -10
    assert blocked.at is not None and blocked.at[0] == pytest.approx(105.5, abs=0.01)
    assert blocked.margin_m == pytest.approx(-480, abs=20)


def test_unknown_ground_is_said_to_be(ground_of: Any) -> None:
    """A hole half-way, or no model at all: no verdict, and the other links have theirs."""
    ground = ground_of((plain(), {"holes": lambda x, _: abs(x - 105.5) < 0.02}))
    elsewhere = across(start=(90.0, 40.0), end=(90.2, 40.0))
    short = across(start=(105.3, 47.7), end=(105.4, 47.7))
    verdicts = [s.verdict for s in sights(ground, [across(), elsewhere, short])]

    assert verdicts == [Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.CLEAR]


def test_coarse_models_mark_what_they_call_clear(ground_of: Any) -> None:
    """1 km cells never call a link clear without a warning."""
    ground = ground_of((plain(), {"cell": 1 / 120, "columns": 120, "rows": 60}))
    (answer,) = sights(ground, [across()])

    assert answer.verdict is Verdict.CLEAR and answer.is_coarse
    assert answer.cell_m == pytest.approx(927, abs=1)


def test_rain_shortens_links_of_high_frequencies(ground_of: Any) -> None:
    """30 km at 38 GHz are short of power over free ground; at 7.5 GHz they are not."""
    high = ground_of(plain(), settings={"frequency_ghz": 38.0})
    (answer,) = sights(high, [across(start_m=80, end_m=80)])

    assert answer.verdict is Verdict.BLOCKED
    assert answer.margin_m is not None and answer.margin_m > 0
    assert answer.spare_db is not None and answer.spare_db < 0


def test_answers_stand_in_the_order_asked(ground_of: Any) -> None:
    """However profiles were grouped."""
    ground = ground_of(mountains())
    random = np.random.default_rng(2)
    links = [
        across(
            start=tuple(random.uniform((105.1, 47.6), (105.9, 47.9))),
            end=tuple(random.uniform((105.1, 47.6), (105.9, 47.9))),
            is_backbone=bool(n % 2),
        )
        for n in range(40)
    ]
    together = sights(ground, links)

    assert [s.verdict for s in together] == [sights(ground, [x])[0].verdict for x in links]
    assert len({s.verdict for s in together}) >= 2


def test_a_link_of_no_length_is_clear(ground_of: Any) -> None:
    """Two antennas on one point."""
    (answer,) = sights(ground_of(plain()), [across(end=(105.3, 47.75))])

    assert answer.verdict is Verdict.CLEAR
