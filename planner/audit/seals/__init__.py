"""Seals of runs: key pairs, signatures, what a seal vouches for."""
