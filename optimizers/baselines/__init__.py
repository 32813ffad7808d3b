"""Simple methods to compare with: greedy, ranked, ITU's and Giga's."""
