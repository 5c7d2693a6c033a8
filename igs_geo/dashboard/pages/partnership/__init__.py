"""The page Samenwerkingsverband."""
