"""The page Eigen gegevens: what people add, kept, compared and shared."""
