"""What `python -m retriever.train` is made of: vocabulary, first vectors, pairs, questions, the proof of no leak."""
