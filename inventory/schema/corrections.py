"""Columns of the table of corrected positions: what a person found wrong, with the papers."""

from __future__ import annotations

from inventory.schema.column import Shape, Table
from inventory.schema.notation import (
    DATE,
    TEXT,
    latitude_column,
    longitude_column,
    make_column,
    site_column,
)

CORRECTIONS = Table(
    name="corrections",
    mn="Байршлын залруулга",
    en="Positions of sites that were found wrong: the right ones, with reason and document.",
    shape=Shape.POINT,
    unused={},
    columns=(
        site_column("Code of the site", "код"),
        longitude_column(),
        latitude_column(),
        make_column("reason", TEXT, "Үндэслэл", "Why", "үндэслэл|шалтгаан", required=True),
        make_column(
            "document",
            TEXT,
            "Баримт бичгийн дугаар",
            "Number of the survey, letter or minutes",
            "баримт|баримтын дугаар|актын дугаар|document number",
            required=True,
        ),
        make_column(
            "decided_by",
            TEXT,
            "Тогтоосон хүн",
            "Name of the person who found it",
            "тогтоосон|шийдсэн хүн|decided by|surveyed by",
        ),
        make_column("date", DATE, "Огноо", "Day on which it was found", "огноо", required=True),
    ),
)
