"""Mutation tests: a small fault is put into a function, and some test must notice. docs/mutation.md says how to run."""
