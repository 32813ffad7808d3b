"""What stretches are dug through: soils, slopes and rivers, where the project knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.candidates.stretches.stretch import Ground, Stretch
from sites.digging.dug import NOTHING_KNOWN
from sites.network import Network


def with_dug(stretches: Sequence[Stretch], network: Network, ground: Ground) -> list[Stretch]:
    """Return stretches with what they are dug through; those that say so already stay as they are.

    Raises InputError where a file of heights cannot be read.
    """
    if not (network.soils or network.rivers or ground.relief):
        return list(stretches)
    from sites.digging.underground import Underground  # most projects know nothing of it

    under = Underground(soils=network.soils, rivers=network.rivers, relief=ground.relief)
    asked = [n for n, s in enumerate(stretches) if s.length_m and s.dug is NOTHING_KNOWN]
    lines = [stretches[n].coordinates for n in asked]
    made = list(stretches)
    for n, dug in zip(asked, under.along(lines, [made[n].length_m for n in asked]), strict=True):
        made[n] = replace(made[n], dug=dug)
    return made
