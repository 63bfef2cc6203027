"""One reader per format: bytes in, text with form feeds between pages out."""
