"""OFDS: the standard's own library finds no fault, in JSON and in GeoJSON."""

from __future__ import annotations

import copy
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_records import a_link

from planner.exports.ofds import network_package
from planner.exports.ofds_geojson import collections
from planner.exports.registry import export
from planner.rendering.context import ExportContext


def faults(package: dict[str, Any]) -> list[Any]:
    """Return what libcoveofds finds wrong: schema, references, and members nobody defined."""
    from libcoveofds.additionalfields import AdditionalFields
    from libcoveofds.jsonschemavalidate import JSONSchemaValidator
    from libcoveofds.python_validate import PythonValidate
    from libcoveofds.schema import OFDSSchema

    schema = OFDSSchema()
    found = [e.json()["message"] for e in JSONSchemaValidator(schema).validate(package)]
    found += PythonValidate(schema).validate(package)
    return [*found, *AdditionalFields(schema).process(package)]


@pytest.mark.parametrize("kind", ["context", "tendered"])
@pytest.mark.parametrize("language", ["mn", "en", "both"])
def test_the_standards_own_library_accepts_a_network(
    kind: str, language: str, request: pytest.FixtureRequest
) -> None:
    """Schema 0.4, references between nodes, spans and phases, and every member: no fault."""
    context = replace(request.getfixturevalue(kind), language=language)

    assert faults(network_package(context)) == []


def test_the_library_would_notice(context: ExportContext) -> None:
    """A span that ends nowhere, and a status of our own, are found."""
    package = network_package(context)
    package["networks"][0]["spans"][0]["end"] = "nowhere"
    package["networks"][0]["spans"][0]["status"] = "dreamt"

    assert len(faults(package)) >= 2


def test_links_to_build_are_spans_between_named_ends(context: ExportContext) -> None:
    """Each link is one span, proposed; fibre has a length, and the hop is a radio span."""
    network = network_package(context)["networks"][0]
    spans = {span["id"]: span for span in network["spans"]}
    names = {node["id"]: node["name"] for node in network["nodes"]}

    assert {link.id for link in context.links} == spans.keys()
    assert {"proposed"} == {span["status"] for span in spans.values()}
    assert spans["T1"]["transmissionMedium"] == ["fibre"]
    assert spans["T1"]["fibreLength"] == 1.5
    assert spans["T1"]["end"] == "site:BO-1"
    assert spans["BO-2/neighbour/100"]["transmissionMedium"] == ["microwave"]
    assert "fibreLength" not in spans["BO-2/neighbour/100"]
    assert spans["BO-2/neighbour/100"]["start"] == "site:BO-1"  # one node for both
    assert names["site:BO-1"] == "1-р сургууль"
    assert network["crs"]["name"] == "urn:ogc:def:crs:OGC::CRS84"
    assert "accuracy" not in network  # no figure is known


def test_what_is_lit_today_is_in_operation(context: ExportContext) -> None:
    """A link from lit fibre starts at the point of presence there, else at a lit point."""
    near = a_link(
        "M1",
        kind="microwave",
        to_node="service:AR-4",
        length_m=9_000,
        coordinates=((89.94001, 48.94001), (101.5, 47.6)),
        serves=("AR-4",),
    )
    far = replace(near, id="M2", coordinates=((100.0, 47.0), (101.5, 47.6)))
    plan = replace(context.plan, links=(near, far))

    network = network_package(replace(context, plan=plan))["networks"][0]

    status = {node["id"]: node["status"] for node in network["nodes"]}
    assert {"pop:P1": "operational", "lit:100.0,47.0": "operational", "site:AR-4": "proposed"} == (
        status
    )


def test_mobile_and_satellite_links_are_no_spans(context: ExportContext) -> None:
    """The standard has no medium for them: they are left out, and an empty network is valid."""
    plan = replace(context.plan, links=(replace(context.plan.links[0], kind="cellular"),))
    package = network_package(replace(context, plan=plan))

    assert "spans" not in package["networks"][0]
    assert faults(package) == []


def test_the_geojson_is_what_the_standards_converter_makes(
    tendered: ExportContext, tmp_path: Path
) -> None:
    """Our GeoJSON equals the conversion of our JSON by libcoveofds, and converts back."""
    from libcoveofds.geojson import GeoJSONToJSONConverter, JSONToGeoJSONConverter

    package = network_package(tendered)
    converter = JSONToGeoJSONConverter()
    converter.process_package(copy.deepcopy(package))
    with zipfile.ZipFile(export("ofds-geojson", tendered, tmp_path)) as archive:
        ours = {name: json.loads(archive.read(name)) for name in archive.namelist()}

    assert converter.get_nodes_geojson() == ours["nodes.geojson"]
    assert converter.get_spans_geojson() == ours["spans.geojson"]

    back = GeoJSONToJSONConverter()
    for collection in copy.deepcopy(ours).values():
        back.process_data(collection)
    assert faults(back.get_json()) == []
    spans = back.get_json()["networks"][0]["spans"]
    assert len(spans) == len(package["networks"][0]["spans"])


def test_a_link_without_a_drawing_keeps_its_ends(context: ExportContext) -> None:
    """Sites without coordinates and links without a line are spans without route or location."""
    sites = tuple(replace(s, longitude=None, latitude=None) for s in context.sites)
    links = tuple(replace(link, coordinates=()) for link in context.plan.links)
    bare = replace(context, sites=sites, plan=replace(context.plan, links=links))

    package = network_package(bare)

    assert faults(package) == []
    assert not any("location" in node for node in package["networks"][0]["nodes"])
    assert not any("route" in span for span in package["networks"][0]["spans"])
    features = collections(bare)["spans.geojson"]["features"]
    assert [None] * len(links) == [f["geometry"] for f in features]
