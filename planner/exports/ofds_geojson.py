"""The links to build as OFDS 0.4.0 GeoJSON: a zip of nodes.geojson and spans.geojson.

The same network as the JSON package, with every reference written out in the feature, as the
standard's GeoJSON form asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from planner.exports.ofds import network
from planner.files import as_json, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

_APART = ("nodes", "spans", "phases", "organisations")  # told in the features, not beside them


def write(context: ExportContext, path: Path) -> None:
    """Write both collections; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    files = {name: as_json(content).encode() for name, content in collections(context).items()}
    write_zip(path, files)


def collections(context: ExportContext) -> dict[str, Any]:
    """Return the two feature collections by file name."""
    whole = network(context)
    about = {k: v for k, v in whole.items() if k not in _APART}
    nodes = {node["id"]: node for node in whole.get("nodes", ())}
    phases = {phase["id"]: phase for phase in whole.get("phases", ())}
    organisations = {o["id"]: o for o in whole.get("organisations", ())}
    phases = {name: _with_funders(phase, organisations) for name, phase in phases.items()}
    spans = [_span_written_out(span, nodes, phases) for span in whole.get("spans", ())]
    return {
        "nodes.geojson": _collection(
            _feature(node, "location", "node", about) for node in nodes.values()
        ),
        "spans.geojson": _collection(_feature(span, "route", "span", about) for span in spans),
    }


def _collection(features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(
    described: Mapping[str, Any], place: str, kind: str, about: Mapping[str, Any]
) -> dict[str, Any]:
    properties = {k: v for k, v in described.items() if k != place}
    return {
        "type": "Feature",
        "geometry": described.get(place),
        "properties": {**properties, "network": dict(about), "featureType": kind},
    }


def _with_funders(
    phase: Mapping[str, Any], organisations: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    if "funders" not in phase:
        return dict(phase)
    return {**phase, "funders": [organisations[f["id"]] for f in phase["funders"]]}


def _span_written_out(
    span: Mapping[str, Any],
    nodes: Mapping[str, Mapping[str, Any]],
    phases: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    ends = {side: nodes[span[side]] for side in ("start", "end")}
    return {**span, **ends, "phase": phases[span["phase"]["id"]]}
