"""Words of technical specifications, part of the table in planner.language.labels.

`function` says what an item of a role has to do, which is all a plan knows without a performance in
the catalogue; `open` names what is then left to the buyer.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "tender.minimum": "Minimum requirement:",
    "tender.perform.none": "TO BE WRITTEN BY THE BUYER (the catalogue states no performance): {what}",
    "tender.perform.accepted": "Accepted by measurement: at least {value} Mbps at the site, wired, in the busy hour",
    "tender.perform.places": "Delivered to the places of the distribution list, by the dates of the schedule",
    # what the plan knows
    "tender.need.carries": "Carries at least {value} Mbps, the fastest contract at these places",
    "tender.need.people": "Serves {value} users at once",
    "tender.need.rooms": "Reaches {value} rooms",
    "tender.need.cabled_rooms": "Up to {value} rooms are connected to one",
    "tender.need.fits": "Works together with: {names}",
    # what an item does, by role
    "tender.function.contract": "Internet access at the site",
    "tender.function.contract_ending": "The end of a present contract before its day",
    "tender.function.trench": "Optical fibre in the ground between the points, ready for service",
    "tender.function.trench_upkeep": "Upkeep of the new fibre, so that it stays in service",
    "tender.function.drop": "Optical fibre from the road into the building",
    "tender.function.splice": "Joins new fibre to the cable in operation",
    "tender.function.terminal": "Ends the internet access at the site and hands it to the local network",
    "tender.function.headend": "The network's end of the link, matching the equipment at the sites",
    "tender.function.installation": "Mounting, connection, set-up and measurement; the link is handed over working",
    "tender.function.licence": "Right to use the frequencies, by the year",
    "tender.function.mast": "Carries radio equipment in sight of both ends, with foundation and earthing",
    "tender.function.bridge": "Shares a neighbour's internet access: equipment of both ends",
    "tender.function.content_server": "Gives an offline library to devices nearby, without internet",
    "tender.function.content_update": "Refreshes the offline library at the place",
    "tender.function.power_kit": "Feeds the link equipment where there is no steady power",
    "tender.function.ups": "Keeps the network equipment running when power fails",
    "tender.function.router": "Passes and filters traffic between internet and local network",
    "tender.function.access_point": "Gives Wi-Fi to users in a building",
    "tender.function.switch": "Connects the rooms and Wi-Fi points of a site",
    "tender.function.cabling": "Cable from one room to the switch, with socket, label and test",
    "tender.function.computer": "Computer for lessons, ready for work in Mongolian Cyrillic",
    "tender.function.device_upkeep": "Support of one computer for a year: faults, updates, cleaning",
    "tender.function.repair": "Makes a broken computer work again, parts included",
    "tender.function.printer": "Prints for an institution",
    "tender.function.projector": "Shows a picture to a whole room",
    "tender.function.tablet": "Tablet for lessons, ready for work in Mongolian Cyrillic",
    "tender.function.accessible_workstation": "Workplace for users with disabilities: enlarged and spoken text, adapted input",
    "tender.function.rack": "Holds and locks the network equipment",
    # what is left to the buyer, by role
    "tender.open.contract": "speed in the busy hour, data cap, time to repair",
    "tender.open.trench": "number of fibres, depth, protection",
    "tender.open.trench_upkeep": "time to repair, hours of duty",
    "tender.open.drop": "number of fibres, way of entry",
    "tender.open.splice": "fibres to join, closure, consent of the owner, time of the interruption",
    "tender.open.terminal": "ports, protocols of the operator",
    "tender.open.headend": "frequencies, interfaces of the operator",
    "tender.open.installation": "condition of the buildings, mounting",
    "tender.open.mast": "height, wind and ice load",
    "tender.open.bridge": "distance, frequencies",
    "tender.open.content_server": "storage, users at once",
    "tender.open.content_update": "visits a year, contents",
    "tender.open.power_kit": "load, hours without sun, battery",
    "tender.open.ups": "power, minutes at full load",
    "tender.open.router": "ports, throughput, remote management",
    "tender.open.access_point": "Wi-Fi generation, bands",
    "tender.open.switch": "ports and their speed, power over Ethernet",
    "tender.open.cabling": "cable category, sockets",
    "tender.open.computer": "memory, storage, screen",
    "tender.open.device_upkeep": "time to repair",
    "tender.open.repair": "parts covered, tests",
    "tender.open.printer": "pages a minute, paper sizes",
    "tender.open.projector": "brightness, resolution",
    "tender.open.tablet": "memory, screen, battery",
    "tender.open.accessible_workstation": "aids by kind of disability",
    "tender.open.rack": "height in U, depth, load",
}
