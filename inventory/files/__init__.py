"""Files of every accepted format read into raw tables, within limits and with findings."""
