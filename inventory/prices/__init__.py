"""Catalogue, price tiers, delivery prices, exchange rates and funds read from tables."""
