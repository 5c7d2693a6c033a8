"""Questions around a search: alternatives, stability, regions around a municipality, reasons."""
