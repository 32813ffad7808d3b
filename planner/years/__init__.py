"""Programmes of several years: their problems, their schedules in the user's terms, their files."""
