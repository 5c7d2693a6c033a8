"""The page Succesfactoren."""
