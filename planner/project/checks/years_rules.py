"""What is looked for in a programme of years, and why."""

from __future__ import annotations

from inventory.findings import error_rule, warning_rule

YEARS_LENGTH = error_rule(
    "years.length",
    "A list of the programme has another number of years than the programme",
    "Money of a year that is missing, or of one too many, would go to the wrong year.",
)
YEARS_TWICE = error_rule(
    "years.twice",
    "A programme of years says one thing in two ways",
    "Of two budgets, or of weights and a discount rate, one would be ignored in silence.",
)
YEARS_DATES = error_rule(
    "years.dates",
    "A site's earliest or latest year does not fit the programme",
    "A site whose earliest year comes after its latest receives nothing in any year.",
)
YEARS_SITE = error_rule(
    "years.site",
    "A programme of years names a site or a {region} that does not exist",
    "A date for a misspelt site, or crews of a misspelt {region}, hold for nobody.",
)
YEARS_CREWS = error_rule(
    "years.crews",
    "No crew digs or installs anything in any year",
    "A programme without crews builds nothing that needs them, whatever money there is.",
)
YEARS_DELIVERIES = error_rule(
    "years.deliveries",
    "A table of deliveries names what the run does not buy, or a year that does not fit",
    "What was bought stays where it is: a wrong row would plan a site twice, or not at all.",
)
YEARS_FEES = error_rule(
    "years.fees",
    "The yearly money of a year does not pay for the links of today",
    "Present links stay until they are replaced: no plan of that year can keep the limit.",
)
YEARS_FUND = error_rule(
    "years.fund",
    "Money by year is of no fund, or a fund's money is of one year and not stated by year",
    "A fund would pay in years in which it has nothing.",
)
YEARS_GROWTH = error_rule(
    "years.growth",
    "Growth makes needs negative, or doubles them in a year",
    "0.02 is 2 % a year; 2 would be three times as many people in every year.",
)
YEARS_OUTSIDE = error_rule(
    "years.outside",
    "A setting cannot be planned by year yet",
    "Left aside in silence it would make the bound, or the schedule, untrue.",
)
YEARS_UNREACHED = warning_rule(
    "years.unreached",
    "Nothing for a site can be in place within the years in which it may receive",
    "The site receives nothing in any plan, whatever money there is.",
)
RULES = (
    YEARS_CREWS,
    YEARS_DATES,
    YEARS_DELIVERIES,
    YEARS_FEES,
    YEARS_FUND,
    YEARS_GROWTH,
    YEARS_LENGTH,
    YEARS_OUTSIDE,
    YEARS_SITE,
    YEARS_TWICE,
    YEARS_UNREACHED,
)
