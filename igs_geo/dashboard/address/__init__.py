"""The view of a page and the address that spells it."""
