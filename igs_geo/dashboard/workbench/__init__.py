"""What the pages of the workbench share: the scenario of a session, its numbers, and the head above each page."""
