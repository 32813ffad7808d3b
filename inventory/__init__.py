"""What we were handed and may buy: tables, their sources and faults; equipment, prices, stock."""
