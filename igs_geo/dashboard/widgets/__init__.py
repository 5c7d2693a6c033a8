"""What pages are made of: choices, figures, tables, downloads and the live map."""
