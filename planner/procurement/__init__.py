"""Tenders of a plan: packages and lots, methods, milestones, specification, estimate."""
