"""The rules of the data package held against a region: what is met, what is not, what cannot be known, what is free."""
