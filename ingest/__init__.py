"""Files to documents, outlines, sentences and passages."""
