"""What stands around every page: menu, language, look, the guard against exceptions, and what this is."""
