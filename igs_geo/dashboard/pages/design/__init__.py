"""The page Regio-ontwerp."""
