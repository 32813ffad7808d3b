"""The plan as a GeoPackage: layers of sites, links to build and the existing network, WGS 84.

Opens in QGIS and in every GDAL program. The tables `purchases` and `plan` carry no geometry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.exports import features

if TYPE_CHECKING:
    from planner.exports.features import Row
    from planner.rendering.context import ExportContext

CRS = "EPSG:4326"
# GDAL writes the time of writing into the file; a fixed one keeps equal plans equal bytes.
_DATE = "2000-01-01T00:00:00.000Z"
_VERSION = "1.3"  # GeoPackage version that the GDAL of older QGIS releases reads without a warning
_TYPES = {str: "object", int: "Int64", float: "Float64"}


def write(context: ExportContext, path: Path) -> None:
    """Write all layers; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        with _settings():
            for layer, columns, rows, geometries, kind in _layers(context):
                _write_layer(path, layer, columns, rows, geometries, kind)
    except (DataSourceError, DataLayerError) as error:
        raise OSError(EIO, str(error)) from error


def _layers(
    context: ExportContext,
) -> Iterator[tuple[str, Mapping[str, type], list[Row], list[Any] | None, str]]:
    """Yield name, columns, rows, geometries and geometry type of each layer, in drawing order."""
    plan, network = context.plan, context.network
    pairs = sorted(context.deployments, key=lambda pair: pair[1].id)
    site_rows = [features.site_row(d, site, plan) for d, site in pairs]
    yield "sites", features.SITE_COLUMNS, site_rows, _points([s for _, s in pairs]), "Point"
    links = [features.link_row(link, context) for link in context.links]
    lines = _lines([link.coordinates for link in context.links])
    yield "links_to_build", features.LINK_COLUMNS, links, lines, "LineString"
    pops = sorted(network.pops, key=lambda p: p.id)
    yield "existing_pops", features.POP_COLUMNS, features.pop_rows(network), _points(pops), "Point"
    towers = sorted(network.towers, key=lambda t: t.id)
    rows = features.tower_rows(network)
    yield "existing_towers", features.TOWER_COLUMNS, rows, _points(towers), "Point"
    spans = sorted(network.lit_spans, key=lambda s: s.id)
    rows = [{"span_id": s.id, "medium": s.medium} for s in spans]
    lines = _lines([s.coordinates for s in spans])
    yield "existing_spans", features.SPAN_COLUMNS, rows, lines, "LineString"
    yield "purchases", features.PURCHASE_COLUMNS, features.purchase_rows(plan), None, ""
    yield "plan", features.PLAN_COLUMNS, [features.plan_row(plan)], None, ""


def _points(places: Sequence[Any]) -> list[Any]:
    from shapely import Point

    return [None if (at := features.point(place)) is None else Point(at) for place in places]


def _lines(found: Sequence[Sequence[tuple[float, float]]]) -> list[Any]:
    from shapely import LineString

    return [
        None if (points := features.line_of(line)) is None else LineString(points) for line in found
    ]


def _write_layer(
    path: Path,
    layer: str,
    columns: Mapping[str, type],
    rows: Sequence[Row],
    geometries: list[Any] | None,
    kind: str,
) -> None:
    import geopandas
    import pandas
    import pyogrio

    frame = pandas.DataFrame(list(rows), columns=list(columns))
    frame = frame.astype({name: _TYPES[kind_of] for name, kind_of in columns.items()})
    options: dict[str, Any] = {"driver": "GPKG", "layer": layer, "append": path.exists()}
    if not path.exists():
        options["dataset_options"] = {"VERSION": _VERSION}
    if geometries is None:
        pyogrio.write_dataframe(frame, path, **options)
        return
    if "capex_minor" in columns:
        options["layer_metadata"] = {"DESCRIPTION": features.LISTED}
    frame = geopandas.GeoDataFrame(frame, geometry=geometries, crs=CRS)
    pyogrio.write_dataframe(frame, path, geometry_type=kind, **options)


@contextmanager
def _settings() -> Iterator[None]:
    """Give GDAL a fixed clock for a while; it heeds this setting even when loaded before.

    SQLite need not reach the disk after each layer: the file is moved into place when whole.
    """
    import pyogrio

    wanted = {"OGR_CURRENT_DATE": _DATE, "OGR_SQLITE_SYNCHRONOUS": "OFF"}
    before = {name: pyogrio.get_gdal_config_option(name) for name in wanted}
    pyogrio.set_gdal_config_options(wanted)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
