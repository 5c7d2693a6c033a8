"""Set partitioning with a proof: the linear program over regions, its cuts, and whole answers."""
