"""HiGHS without a word on the terminal, that stops when it is told to."""

from __future__ import annotations

import highspy

from igs_geo.regions.deadline import Deadline

INFINITY = highspy.kHighsInf
Status = highspy.HighsModelStatus
LEAST_SECONDS = 0.01


class Program(highspy.Highs):
    """A linear or integer program.

    The banner of HiGHS comes with its callbacks, so its log is turned off before them.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.HandleUserInterrupt = True
        self.setOptionValue("threads", 1)
        self.setOptionValue("random_seed", 1)

    def enableCallbacks(self) -> None:  # noqa: N802 the name of HiGHS
        """Turn the log off, then the callbacks on."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]

    def run_until(self, deadline: Deadline) -> Status:
        """Solve until done or until a deadline, and return how that ended."""
        # The time limit of HiGHS counts from the first run of a program on.
        self.setOptionValue("time_limit", self.getRunTime() + max(deadline.left(), LEAST_SECONDS))
        with deadline.telling(self.cancelSolve):
            self.run()
        return self.getModelStatus()
