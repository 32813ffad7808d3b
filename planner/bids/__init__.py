"""Filled bids read again: changed cells, prices, rules, comparison with the estimate."""
