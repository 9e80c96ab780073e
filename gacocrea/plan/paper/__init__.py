"""The plan on paper: one sequence of blocks that every readable format draws in its own way."""
