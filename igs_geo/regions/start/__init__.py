"""Good divisions to start from: grown, annealed, and improved spot by spot."""
