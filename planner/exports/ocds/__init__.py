"""Open Contracting Data Standard: tenders of a plan as a release package."""
