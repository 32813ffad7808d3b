"""Words of tenders, bids, lots, evaluation and handover."""
