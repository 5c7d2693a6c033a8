"""``igs-geo scenario``: regions that somebody drew, checked against rules, with factors and a bill."""
