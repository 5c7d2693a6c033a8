"""Searches in processes of their own: asked, waited for, stopped, lost."""
