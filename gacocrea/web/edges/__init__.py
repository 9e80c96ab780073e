"""The outer edge: what is counted, proved, written down and promised in headers before and after any view."""
