"""The page Gemeente."""
