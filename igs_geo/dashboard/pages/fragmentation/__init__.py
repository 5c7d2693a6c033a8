"""The parts of the page Versnippering."""
