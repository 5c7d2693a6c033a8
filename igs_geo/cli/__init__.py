"""The command line: the same calls from a terminal."""
