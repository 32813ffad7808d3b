"""Stretches along which fibre could run, what they start from, and which of them are kept."""
