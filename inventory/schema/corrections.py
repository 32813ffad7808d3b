"""Columns of the table of corrected positions: what a person found wrong, with the papers."""

from __future__ import annotations

from inventory.schema.column import Table
from inventory.schema.notation import (
    date_column,
    latitude_column,
    longitude_column,
    site_column,
    text_column,
)

CORRECTIONS = Table(
    name="corrections",
    mn="Байршлын залруулга",
    en="Positions of sites that were found wrong: the right ones, with reason and document.",
    columns=(
        site_column("Code of the site", "код"),
        longitude_column(),
        latitude_column(),
        text_column("reason", "Үндэслэл", "Why", "үндэслэл|шалтгаан", required=True),
        text_column(
            "document",
            "Баримт бичгийн дугаар",
            "Number of the survey, letter or minutes",
            "баримт|баримтын дугаар|актын дугаар|document number",
            required=True,
        ),
        text_column(
            "decided_by",
            "Тогтоосон хүн",
            "Name of the person who found it",
            "тогтоосон|шийдсэн хүн|decided by|surveyed by",
        ),
        date_column("date", "Огноо", "Day on which it was found", "огноо", required=True),
    ),
)
