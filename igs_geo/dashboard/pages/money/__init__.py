"""The page Financieel model."""
