"""Risk: what plans come to when prices are drawn, and what to hold back."""
