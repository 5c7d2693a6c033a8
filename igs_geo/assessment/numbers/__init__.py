"""The numbers of a region while it is drawn: exactly those of the search and of fragmentation."""
