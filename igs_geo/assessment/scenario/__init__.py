"""Scenarios: named regions with everything that was said of them, as one file."""
