"""새내기 길잡이: what a document says of its department, laid out for somebody who has never read it."""
