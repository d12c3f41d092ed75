"""What a check prints: a line for each thing that was checked, and for each planted fault."""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import deployable
from deployable import ROOT
from processes import Failed


def of(name, checks):
    """Runs checks with a report and a folder; answers 1 if one did not go as it must."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that every server is ended.
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"ingot-check-{name}-") as folder:
        report = Report(Path(folder))
        checks(report, Path(folder))
    print(f"{report.failed} failed, {time.monotonic() - begun:.0f} s")
    return min(report.failed, 1)


class Report:
    def __init__(self, scratch):
        self.scratch = scratch
        self.failed = 0

    def check(self, name, run):
        try:
            seen = run(ROOT)
            self.line("ok", f"{name}: {seen}" if isinstance(seen, str) else name)
        except Failed as failure:
            self.fail("FAILED", name, failure)

    def plant(self, faults, run, copy=deployable.copy):
        """Plants each fault in a copy, which must not pass."""
        for fault in faults:
            with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
                self.caught(fault, run, Path(folder), copy)

    def caught(self, fault, run, folder, copy):
        try:
            copy(folder)
            fault.plant(folder)
            run(folder)
        except Failed as failure:
            if fault.said in str(failure):
                self.line("caught", f"planted fault: {fault.name}")
            else:
                self.fail("MISSED", f"planted fault: {fault.name}", f"failed without a word of {fault.said}: {failure}")
        except (OSError, ValueError) as error:
            self.fail("MISSED", f"planted fault: {fault.name}", f"it could not be planted: {error}")
        else:
            self.fail("MISSED", f"planted fault: {fault.name}", "the check passed")

    def missing(self, what):
        """Without CI a missing tool is no failure."""
        self.line("SKIPPED", what)
        self.failed += os.environ.get("CI") == "true"

    def fail(self, outcome, name, why):
        self.line(outcome, name)
        print(f"{why}", flush=True)
        self.failed += 1

    @staticmethod
    def line(outcome, name):
        print(f"{outcome:<7} {name}", flush=True)
