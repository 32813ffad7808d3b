"""The collection sheet of a survey: written for the visits, and read back when it is filled in."""
