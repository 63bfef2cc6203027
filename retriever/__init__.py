"""Passages to an index, questions to ranked passages."""
