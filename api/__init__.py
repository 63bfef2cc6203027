"""The way in: question to answer, over HTTP, the command line and the page."""
