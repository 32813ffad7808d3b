"""What is looked for in a programme of years, and why."""

from __future__ import annotations

from inventory.findings import Rule, Severity

YEARS_LENGTH = Rule(
    id="years.length",
    severity=Severity.ERROR,
    title="A list of the programme has another number of years than the programme",
    why="Money of a year that is missing, or of one too many, would go to the wrong year.",
)
YEARS_TWICE = Rule(
    id="years.twice",
    severity=Severity.ERROR,
    title="A programme of years says one thing in two ways",
    why="Of two budgets, or of weights and a discount rate, one would be ignored in silence.",
)
YEARS_DATES = Rule(
    id="years.dates",
    severity=Severity.ERROR,
    title="A site's earliest or latest year does not fit the programme",
    why="A site whose earliest year comes after its latest receives nothing in any year.",
)
YEARS_SITE = Rule(
    id="years.site",
    severity=Severity.ERROR,
    title="A programme of years names a site or a {region} that does not exist",
    why="A date for a misspelt site, or crews of a misspelt {region}, hold for nobody.",
)
YEARS_CREWS = Rule(
    id="years.crews",
    severity=Severity.ERROR,
    title="No crew digs or installs anything in any year",
    why="A programme without crews builds nothing that needs them, whatever money there is.",
)
YEARS_DELIVERIES = Rule(
    id="years.deliveries",
    severity=Severity.ERROR,
    title="A table of deliveries names what the run does not buy, or a year that does not fit",
    why="What was bought stays where it is: a wrong row would plan a site twice, or not at all.",
)
YEARS_FEES = Rule(
    id="years.fees",
    severity=Severity.ERROR,
    title="The yearly money of a year does not pay for the links of today",
    why="Present links stay until they are replaced: no plan of that year can keep the limit.",
)
YEARS_FUND = Rule(
    id="years.fund",
    severity=Severity.ERROR,
    title="Money by year is of no fund, or a fund's money is of one year and not stated by year",
    why="A fund would pay in years in which it has nothing.",
)
YEARS_GROWTH = Rule(
    id="years.growth",
    severity=Severity.ERROR,
    title="Growth makes needs negative, or doubles them in a year",
    why="0.02 is 2 % a year; 2 would be three times as many people in every year.",
)
YEARS_OUTSIDE = Rule(
    id="years.outside",
    severity=Severity.ERROR,
    title="A setting cannot be planned by year yet",
    why="Left aside in silence it would make the bound, or the schedule, untrue.",
)
YEARS_UNREACHED = Rule(
    id="years.unreached",
    severity=Severity.WARNING,
    title="Nothing for a site can be in place within the years in which it may receive",
    why="The site receives nothing in any plan, whatever money there is.",
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
