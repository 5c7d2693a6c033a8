"""The page Waarom bovenlokaal."""
