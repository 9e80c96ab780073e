"""Who took part and what was kept, counted and drawn: each figure with its finding and its table."""
