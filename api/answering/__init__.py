"""Answering a question without a language model, from reading it to proving the answer."""
