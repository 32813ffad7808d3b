"""What visits to sites are worth, and the collection sheet."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "sheet.survey": "Visits",
    "title.survey": "Collection sheet: sites to visit, those worth most first",
    "sheet.survey_worth": "Worth of visits",
    "title.survey_worth": "What each visit is worth",
    "survey.note": (
        "Fill in the yellow cells that the visit answers and leave the others empty. A position "
        "needs both coordinates, reason, document and date. Decimals of coordinates with a point."
    ),
    "survey.unknown": "Not known for sure",
    "survey.value": "A visit is worth, points",
    "survey.money": "in money",
    "survey.visit": "Cost of a visit",
    "survey.pays": "pays",
    "survey.site": "site",
    "survey.of.users": "users",
    "survey.of.mbps": "speed of the link",
    "survey.of.power_hours": "hours of power",
    "survey.measured_mbps": "Measured Mbps",
    "survey.students": "Students",
    "survey.boarders": "Boarders",
    "survey.staff": "Staff",
    "survey.visitors_per_day": "Visitors a day",
    "survey.power_hours_per_day": "Hours of power a day",
    "survey.latitude": "Latitude, degrees",
    "survey.longitude": "Longitude, degrees",
    "survey.reason": "Why the position was wrong",
    "survey.document": "Number of the record",
    "survey.decided_by": "Surveyor",
    "survey.date": "Day of the visit",
    "survey.head": (
        "{uncertain} sites are not known for sure; a visit is worth something at {count} of them, "
        "{points} points together at most"
    ),
    "survey.nobody": "Of {count} sites nothing tells how many people use them: no value can be told",
    "survey.first": "The first {count} visits hold {share} of that",
    "survey.paying": "Visits that are worth more than they cost: {count}",
    "survey.no_prices": (
        "there is no certificate of benefit to take prices from: name a scenario that seeks "
        "benefit with --scenario and has a plan"
    ),
    "survey.corrected": (
        "Corrected positions: {count}. Name the file in kholboo.toml as [tables.corrections], or "
        "add its rows to the one named there"
    ),
    "survey.figures": "Sites with figures: {count}. Write them into the table of sites",
}

PHRASES_OF_SURVEYS: tuple[str, ...] = (
    "another workbook",
    "the XLSX file that kholboo inventory survey wrote, filled in",
    "write it with kholboo inventory survey, and fill that in",
    "a value: the row says where the site stands",
    "degrees from -{most} to {most}",
    "the id of a site, once",
    "the id of a site, such as {near}",
    "correct the cell, and read the sheet again",
)
"""What findings about collection sheets are made of."""
