"""A search in a process of its own: jobs come in as lines of JSON, news goes out as lines of JSON.

The dashboard starts one with ``python -m igs_geo.regions.worker`` and keeps it, so that sets stay in memory between
searches. What is said both ways is defined in :mod:`igs_geo.regions.worker.messages`. Jobs are done one by one.
Without a line for a while, and when its input closes, the process ends: nobody waits. Of a search it tells how far it
is, with the whole proposal at most once a second.

When memory runs out it ends with the status :data:`igs_geo.regions.worker.loop.OUT_OF_MEMORY`.
"""
