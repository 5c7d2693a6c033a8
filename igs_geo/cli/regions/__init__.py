"""``igs-geo regions``: candidate regions, and how good they are proven to be."""
