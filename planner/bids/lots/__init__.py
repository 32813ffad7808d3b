"""Bids for the lots of a tender: discounts, the cheapest combination, awards of lots."""
