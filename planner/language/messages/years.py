"""Words and phrases of findings of programmes of years, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "sheet.programme": "Years",
    "sheet.rollout": "Roll-out",
    "title.programme": "The programme year by year",
    "title.rollout": "When each site receives what",
    "title.years_money": "One-time money",
    "title.years_yearly": "Yearly money by payer (present fees included, of a full year)",
    "title.years_compared": "If every year is planned by itself",
    "year_benefit": "Benefit, points (a full year)",
    "year_new_sites": "Sites that receive for the first time",
    "year_sites": "Sites that have received",
    "year_links": "New links in all",
    "year_users": "People with a new link",
    "year_goods": "Goods",
    "year_works": "Works",
    "year_services": "Services",
    "year_spent": "Spent",
    "year_saved": "Saved (stock, tiers)",
    "title.years_funds": "Which fund pays what in which year",
    "year_fund": "Fund",
    "year_paid": "Paid",
    "year_has": "Money of the year",
    "year_money": "Money there is",
    "year_left": "Left",
    "year_replaced": "Replacements due (in no limit)",
    "year_payer": "Payer",
    "year_limit": "Limit",
    "year_opex": "Yearly cost",
    "year_link_year": "Year of the new link",
    "year_equipment": "Years of equipment",
    "year_site_capex": "Own one-time cost",
    "year_all": "All",
    "title.year_sheet": "What is bought in the year",
    "title.years_cash_flow": "Who pays what in which year",
    "years.year_note": (
        "All that is bought once in the year, at its prices; the season says when vehicles reach a "
        "site. The sum, less what is saved, is what is spent in the year."
    ),
    "year_place": "Site or link",
    "year_amount": "Amount at the year's prices",
    "year_what": "For",
    "year_once": "Bought once",
    "year_due": "Replacements due",
    "year_nobody": "nobody named",
    "title.years_works": "What crews dig and install",
    "year_work": "Works",
    "year_done": "Done",
    "year_most": "At most",
    "years.sheet_note": (
        "Weighted benefit of the schedule: {value} point-years; even if every year were planned "
        "anew with all money up to then, no more than {bound} point-years (gap {gap}). "
        "verify_years.py checks it."
    ),
    "years.sheet_note_exact": (
        "Weighted benefit of the schedule: {value} point-years; no schedule gives more than {bound} "
        "point-years, all years solved as one (gap {gap}). verify_years.py checks it."
    ),
    "years.bound_exact": (
        "In all {value}; no schedule gives more than {bound}, all years solved as one: gap {gap}."
    ),
    "years.by": "By {year}: {sites} sites, {users} people, {points} points; {money} spent that year.",
    "years.bound": (
        "In all {value}; even if every year were planned anew with all money up to then, no more "
        "than {bound}: gap {gap}."
    ),
    "years.compared": "Every year planned by itself would give {value}: {less} less.",
    "years.no_compared": "Every year planned by itself, the limits would not be kept.",
    "years.units": "{points} point-years",
}

PHRASES_OF_YEARS: tuple[str, ...] = (
    "{count} figures",
    "{count}, one for each year from {first} to {last}",
    "add the figures of {years}",
    "remove what is of no year, or raise count",
    "a weight above 0 in some year",
    "weigh at least one year",
    "{one} and {other}",
    "one of the two",
    "remove {other}",
    "the id of a site of the tables",
    "write {near}",
    "correct the id, or remove the line",
    "a year from {first} to {last}",
    "correct the year, or remove the line",
    "earliest {early}, latest {late}",
    "the earliest year not after the latest",
    "correct one of the two years",
    "what can be planned by year",
    'write goal = "benefit"',
    "remove the setting: present links stay until they are replaced",
    "a limit over the whole horizon",
    "limit each year's money instead",
    "write less money in each year instead",
    "prices by year beside stock, spare machines, volume prices or funds",
    "remove price_index, or write use_stock, use_surplus and use_tiers = false"
    " and without_funds = true",
    "the id of a fund of the tables",
    "stock, volume prices, order sizes or funds, at prices by year or after --from",
    "1 for the last year, which asks for the whole floors",
    "write 1 for the last year, or smaller floors",
    "{fund}: money until {year}",
    "what it has in each year of the programme",
    "add {fund} to capex_by_fund, 0 in later years",
    "{money} in {year}",
    "at least {fees}, the fees of today",
    "raise the yearly money of that year",
    "write how much crews can do in each year",
    "the code of a region of the sites",
    "correct the code, or remove the line",
    "0 in every year",
    "above -1, below 1",
    "a CSV table",
    "no rows",
    "rows with the columns {columns}",
    "what the run buys",
    "{place} bought by then, which leads there",
    "correct the row, or remove it",
    "what crews can do in some year",
    "plan without stock, spare machines, volume prices, order sizes and funds",
    "{site}: in {year} at the latest, in place in {first} at the earliest",
    "a site that something reaches in time",
    "order from an earlier month, or let it receive later",
    "write {first} or later, or order from an earlier month",
)
"""Mongolian by English phrase; a blank stands for a value from the file."""
