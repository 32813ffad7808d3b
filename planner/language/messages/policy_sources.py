"""Sources of settings as the settings name them in English."""

from __future__ import annotations

from planner.language.words import Phrases

POLICY_SOURCES = Phrases(
    "policy_source",
    (
        "the most for the money there is",
        "the payer of the site's yearly costs buys for it",
        "age is not judged unless asked",
        "few packages are few tenders",
        "the country's procurement law",
        "the newest price date stands for today",
        "assumption: each entity signs its own contract",
        "public stock is used first",
        "prices by quantity are taken",
        "kits have no share unless asked",
        "a link that stays at its socket reaches nobody",
        "assumption, to confirm: a contract is paid to its end",
        "that of demand",
        "no users are assumed unless asked",
        "population is used only where asked",
        "the plan's technologies are named",
        "set in the scenario",
        "reached by the fair level",
        "default of Kholboo",
        "assumption, to confirm",
        "assumption: kinds weigh alike",
        "assumption: concave",
        "assumption: working days",
        "assumption: one working day",
        "assumption: the nearest few are enough",
        "assumption: each hop adds delay and something to fail",
        "assumption: the nearest two are enough",
        "every technology is considered unless switched off",
        "to be named by the ministry",
        "nothing is taken over",
        "ITU/Giga target: 20 Mbps per school",
        "ITU/Giga target: 50 kbps per student",
        "Mongolian school year, September to May",
        "Mongolia, VAT law: 10 %",
    ),
)
