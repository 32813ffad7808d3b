"""Who buys, by which rules and on which days: what the tables of procurement say."""
