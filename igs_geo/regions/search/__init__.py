"""The search: a problem in, the best division of it out."""
