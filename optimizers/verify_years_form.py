"""The form of years.json, validated as a whole: a part of verify_years.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __package__:
    from optimizers import verify
else:  # verify.py beside this file, which verify_years.py has loaded
    import verify

FORMAT = "kholboo-years/1"
MOST_YEARS = 10
MOST_SCHEDULES = 10
LARGEST_VALUE = 10**45  # of a schedule or of the bound: weights times sums of benefits


def form_faults(data: Any) -> list[str]:
    """Return what of years.json is not of its form; an empty list means that all is."""
    needed = (
        "format",
        "years",
        "arcs",
        "present",
        "carries_over",
        "money_row",
        "schedules",
        "bound",
    )
    extra = ("figures", "works", "columns", "orders", "exact")
    faults = verify._keys("years.json", data, needed, extra)
    if faults:
        return faults
    if data["format"] != FORMAT:
        return [f"years.json: format is {verify._short(data['format'])}, expected {FORMAT}"]
    for name in ("arcs", "present"):
        faults += verify._ids(f"years.json: {name}", data[name])
    if type(data["carries_over"]) is not bool:
        faults.append("years.json: carries_over is neither true nor false")
    if type(data.get("exact", True)) is not bool:
        faults.append("years.json: exact is neither true nor false")
    faults += verify._text("years.json: money_row", data["money_row"])
    faults += verify._whole("years.json: bound", data["bound"], -LARGEST_VALUE, LARGEST_VALUE)
    faults += faults or _years_faults(data)
    faults += faults or _works_form(data)
    faults += faults or _columns_form(data)
    faults += faults or _orders_form(data)
    faults += faults or _schedules_form(data)
    return faults


def _works_form(data: Any) -> list[str]:
    works, faults = data.get("works", []), list[str]()
    if type(works) is not list:
        return ["years.json: works are no list"]
    for number, work in enumerate(works):
        what = f"years.json: works {number + 1}"
        keys = ("id", "title", "unit", "arcs", "coefficients", "upper")
        wrong = verify._keys(what, work, keys)
        if wrong:
            return wrong
        for name in ("id", "title", "unit"):
            faults += verify._text(f"{what}: {name}", work[name])
        faults += verify._indices(f"{what}: arcs", work["arcs"], 0, len(data["arcs"]) - 1)
        count = len(work["arcs"]) if type(work["arcs"]) is list else 0
        for name, length in (("coefficients", count), ("upper", len(data["years"]))):
            faults += verify._wholes(f"{what}: {name}", work[name], 0, verify.LARGEST, length)
        if faults:
            return faults
    ids = [data["money_row"], *(work["id"] for work in works)]
    return [] if len(set(ids)) == len(ids) else ["years.json: an id of works stands there twice"]


def _columns_form(data: Any) -> list[str]:
    columns, faults = data.get("columns", []), list[str]()
    if type(columns) is not list:
        return ["years.json: columns are no list"]
    for number, column in enumerate(columns):
        what = f"years.json: column {number + 1}"
        wrong = verify._keys(what, column, ("id", "title", "upper", "total", "money", "whole"))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: title", column["title"])
        for name, least in (("upper", 0), ("total", 0), ("money", -verify.LARGEST)):
            faults += verify._whole(f"{what}: {name}", column[name], least, verify.LARGEST)
        if type(column["whole"]) is not bool:
            faults.append(f"{what}: whole is neither true nor false")
        if faults:
            return faults
    return verify._ids("years.json: columns", [column["id"] for column in columns])


def _orders_form(data: Any) -> list[str]:
    orders, faults = data.get("orders", []), list[str]()
    if type(orders) is not list:
        return ["years.json: orders are no list"]
    keys = ("id", "title", "unit", "arcs", "coefficients", "columns", "column_coefficients")
    for number, order in enumerate(orders):
        what = f"years.json: order {number + 1}"
        wrong = verify._keys(what, order, (*keys, "lower", "upper", "over_all"))
        if wrong:
            return wrong
        for name in ("title", "unit"):
            faults += verify._text(f"{what}: {name}", order[name])
        for name, of in (("arcs", "arcs"), ("columns", "columns")):
            most = len(data.get(of, [])) - 1
            faults += verify._indices(f"{what}: {name}", order[name], 0, most)
        if faults:
            return faults
        for name, of in (("coefficients", "arcs"), ("column_coefficients", "columns")):
            low, high = -verify.LARGEST, verify.LARGEST
            faults += verify._wholes(f"{what}: {name}", order[name], low, high, len(order[of]))
        for name in ("lower", "upper"):
            if order[name] is not None:
                low, high, years = -verify.LARGEST, verify.LARGEST, len(data["years"])
                faults += verify._wholes(f"{what}: {name}", order[name], low, high, years)
        if type(order["over_all"]) is not bool:
            faults.append(f"{what}: over_all is neither true nor false")
        if faults:
            return faults
    rows = [*data.get("works", []), *orders]
    ids = [data["money_row"], *(row["id"] for row in rows)]
    return verify._ids("years.json: orders", ids)


def _years_faults(data: Any) -> list[str]:
    years = data["years"]
    if type(years) is not list or not 1 <= len(years) <= MOST_YEARS:
        return [f"years.json: years are no list of 1 to {MOST_YEARS}"]
    faults = []
    for number, year in enumerate(years):
        what = f"years.json: year {number + 1}"
        wrong = verify._keys(what, year, ("name", "weight", "money", "cost"))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: name", year["name"])
        faults += verify._whole(f"{what}: weight", year["weight"], 0, verify.LARGEST)
        if year["money"] is not None:
            faults += verify._whole(f"{what}: money", year["money"], 0, verify.LARGEST)
        if type(year["cost"]) is not list or len(year["cost"]) != len(data["arcs"]):
            faults.append(f"{what}: cost is no list of one figure per arc")
        else:
            known = [c for c in year["cost"] if c is not None]
            faults += verify._wholes(f"{what}: cost", known, 0, verify.LARGEST)
    if len({year["money"] is None for year in years}) > 1:
        faults.append("years.json: some years have money, and others no limit of it")
    names = [year["name"] for year in years]
    if not faults and (names != sorted(set(names)) or not all(map(str.isalnum, names))):
        faults.append("years.json: names of years are not letters and digits, each once, in order")
    both = set(data["arcs"]) & set(data["present"])
    return faults + [
        f"years.json: {verify._short(i)} is present and built" for i in sorted(both)[:1]
    ]


def _schedules_form(data: Any) -> list[str]:
    schedules = data["schedules"]
    if type(schedules) is not list or len(schedules) > MOST_SCHEDULES:
        return [f"years.json: schedules are no list of at most {MOST_SCHEDULES}"]
    faults = []
    for number, schedule in enumerate(schedules):
        what = f"years.json: schedule {number + 1}"
        wrong = verify._keys(what, schedule, ("name", "value", "built"), ("amounts",))
        if wrong:
            return wrong
        faults += verify._text(f"{what}: name", schedule["name"])
        faults += verify._whole(f"{what}: value", schedule["value"], -LARGEST_VALUE, LARGEST_VALUE)
        if type(schedule["built"]) is not list:
            return [*faults, f"{what}: built is no list"]
        for pair in schedule["built"]:
            if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str:
                return [*faults, f"{what}: {verify._short(pair)} is no pair of an arc and a year"]
            faults += verify._whole(f"{what}: year", pair[1], 0, len(data["years"]) - 1)
        faults += faults or _amounts_form(data, what, schedule)
        if faults:
            return faults
    return faults


def _amounts_form(data: Any, what: str, schedule: Any) -> list[str]:
    """Return what of a schedule's amounts is no list of one figure per year and column."""
    amounts, faults = schedule.get("amounts", []), list[str]()
    if type(amounts) is not list or len(amounts) not in {0, len(data["years"])}:
        return [f"{what}: amounts are no list of the years"]
    if bool(amounts) is not bool(data.get("columns", [])):
        return [f"{what}: amounts where there are no columns, or none where there are"]
    for of in amounts:
        count = len(data["columns"])
        faults += verify._wholes(f"{what}: amounts", of, 0, verify.LARGEST, count)
    return faults
