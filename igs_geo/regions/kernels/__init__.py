"""Compiled code that everything fast is made of: bounds, scores, and the walk over connected sets."""
