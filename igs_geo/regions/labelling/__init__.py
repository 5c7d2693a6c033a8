"""A label for every unit: the exact model for few large regions, whose sets cannot be listed."""
