"""The outer edge: what is counted, proved, written down, promised in headers and served as it is."""
