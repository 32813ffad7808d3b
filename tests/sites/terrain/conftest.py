"""Elevation models of the tests: they need rasterio, and say so loudly where it is missing."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inventory.table_specs import RasterSpec


@pytest.fixture
def ground_of(tmp_path: Path) -> Any:
    """Return what writes elevation models and reads them as ground."""
    pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED: rasterio is missing")
    from mountains import write_dem

    from sites.terrain.ground import Ground
    from sites.terrain.rasters import read_rasters
    from sites.terrain.settings import TerrainSettings

    numbers = count()

    def make(*models: Any, settings: dict[str, Any] | None = None) -> Ground:
        specs = []
        for model in models:
            shape, more = model if isinstance(model, tuple) else (model, {})
            path = write_dem(tmp_path / f"dem-{next(numbers)}.tif", shape, **more)
            specs.append(RasterSpec(path=path, label=path.name))
        rasters, findings = read_rasters(specs)
        assert findings == []
        return Ground(rasters=rasters, settings=TerrainSettings(**(settings or {})))

    return make


@pytest.fixture
def profiles_of() -> Any:
    """Return what makes profiles of heights without any file, as the ground would yield them."""
    from sites.terrain.ground import Profiles

    def make(length_m: Any, ground_m: Any, cell_m: float = 30.0) -> Profiles:
        ground = np.atleast_2d(np.asarray(ground_m, dtype=float))
        length = np.broadcast_to(np.asarray(length_m, dtype=float), (len(ground),)).copy()
        return Profiles(
            index=np.arange(len(ground)),
            length_m=length,
            ground_m=ground,
            relief_m=np.zeros_like(ground),
            cell_m=np.full(len(ground), cell_m),
            latitude=np.full(len(ground), 47.0),
        )

    return make
