"""Reports for people: inventory report, findings report, candidate list, plan summary."""
