"""Phrases of findings about the input, in English, one table for each subject."""
