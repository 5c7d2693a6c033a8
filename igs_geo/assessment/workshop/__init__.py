"""Workshops: a group answers on phones, in groups that rotate once, and nothing that was answered is lost."""
