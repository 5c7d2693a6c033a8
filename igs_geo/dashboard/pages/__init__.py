"""The pages, each a module with ``show()``; the menu is in :mod:`igs_geo.dashboard.frame.shell`."""
