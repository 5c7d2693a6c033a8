"""A search in a process of its own: jobs come in as lines of JSON, news goes out as lines of JSON.

The dashboard starts one with ``python -m igs_geo.regions.worker`` and keeps it, so that sets stay in memory between
searches. In comes

- ``{"id": 1, "kind": "search", "criteria": {...}, ...}``, a job; jobs are done one by one;
- ``{"stop": 1}``: job 1 has to answer now with the best that it has;
- an empty line: somebody still waits. Without one for a while, and when its input closes, the process ends.

Out goes, with the number of the job,

- ``preparing``: compiled code is made first; the clock of the job stands still;
- ``started``: the clock of the job runs;
- ``news``: how far it is; of a search, with the whole proposal at most once a second;
- ``answer``, or ``error`` for what a person can mend.

When memory runs out it ends with the status :data:`igs_geo.regions.worker.loop.OUT_OF_MEMORY`.
"""
