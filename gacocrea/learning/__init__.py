"""Informed participation: the primer that a forum makes its own, and the courses and workshops that it gives."""
