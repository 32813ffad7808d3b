"""Standard forms of procurement, filled from plan, tenders, awards and the next prices."""
