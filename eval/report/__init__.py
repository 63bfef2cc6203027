"""A result for people and for machines: on the terminal, as a page, as JUnit."""
