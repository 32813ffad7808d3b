"""Handover sheets and published data."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "country.MN": "Mongolia",
    "ocds.saved": (
        "Items are at list price; the estimate differs from their sum by {amount}: "
        "quantity prices, transport of stock."
    ),
    "ocds.estimate_withheld": "The estimate is withheld: no confirmed rule lets it be shown.",
    "ocds.unplaced": "{item}: {units} units come from stock and have no place yet; that many fewer are bought.",
    "ofds.accuracy": (
        "Coordinates of the inventory: {surveyed} sites surveyed, {soum_centre} placed at "
        "their {subregion} centre. Routes follow roads or straight lines; none is a field survey."
    ),
    "unit.E48": "service",
    # --- handover sheets
    "title.handover": "Handover sheet",
    "title.handover_index": "Handover sheets",
    "sheet.handover_index": "List",
    "sheet.handover_elsewhere": "No {region}",
    "handover.sheets": "Sheets",
    "handover.first_page": "First page",
    "handover.arrives": "What arrives",
    "handover.leaves": "What leaves this site",
    "handover.nothing": "Nothing is delivered; only the service changes.",
    "handover.from": "From",
    "handover.bought": "purchase",
    "handover.depot": "depot",
    "handover.site": "site",
    "handover.to": "To",
    "handover.received": "Received",
    "handover.serials": "Serial numbers",
    "handover.test": "Acceptance test",
    "handover.measure": "What is checked",
    "handover.expected": "Planned",
    "handover.measured": "Measured",
    "handover.passed": "Passed",
    "handover.download": "Download speed, Mbps",
    "handover.upload": "Upload speed, Mbps",
    "handover.latency": "Latency, ms",
    "handover.computers": "Working computers, pieces",
    "handover.devices": "Devices that arrived, pieces",
    "handover.place": "{Region}, {subregion}, {ward}",
    "handover.when": "Date, time and tool of the test",
    "handover.link": "Link",
    "handover.along": "Link to build",
    "handover.season": "Months when the road is open",
    "handover.point": "Longitude, latitude",
    "handover.signatures": "Signatures",
    "handover.role": "Party",
    "handover.person": "Name and position",
    "handover.signature": "Signature",
    "handover.delivered_by": "Delivered by",
    "handover.received_by": "Received by",
    "handover.checked_by": "Checked by",
    "handover.notes": "Notes",
}
"""English by key; the Mongolian is in the catalogue."""
