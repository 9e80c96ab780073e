"""Storms: the program's own servers, many windows at once, and processes killed in the middle of it."""
