"""Drawings: pure functions from plain values to SVG, which stand on a page, on paper or alone in a file."""
