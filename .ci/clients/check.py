"""Runs every check on the checkout, and on copies with planted faults, each of which must fail.

Prints a line for each, and ends with 1 if one did not go as it must."""

import functools
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import deployable
import invoking
from deployable import ROOT, TOOLS
from packaging import Packaging
from processes import Failed, server

REGION = "eu-west-1"


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

    def plant(self, faults, run):
        """Plants each fault in a copy, which must not pass."""
        for fault in faults:
            with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
                self.caught(fault, run, Path(folder))

    def caught(self, fault, run, folder):
        try:
            deployable.copy(folder)
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


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that every server is ended.
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ingot-check-clients-") as folder:
        report = Report(Path(folder))
        package(report, Path(folder))
        invoke(report)
    print(f"{report.failed} failed, {time.monotonic() - begun:.0f} s")
    return min(report.failed, 1)


def package(report, scratch):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SAM_"))}
    env.update(HOME=str(scratch), SAM_CLI_TELEMETRY="0", AWS_EC2_METADATA_DISABLED="true", AWS_DEFAULT_REGION=REGION,
               AWS_ACCESS_KEY_ID="AKIACI", AWS_SECRET_ACCESS_KEY="secret")
    moto = [TOOLS / "moto" / "bin" / "moto_server", "-H", "127.0.0.1", "-p", "0"]
    with server(moto, r"Running on http://127\.0\.0\.1:(\d+)", env) as listening:
        # Not the address: moto reads the bucket from the host's name, unless that is localhost.
        endpoint = f"http://localhost:{listening[1]}"
        os.environ["AWS_DEFAULT_REGION"] = REGION  # aws-sam-translator runs in this process.
        packaging = Packaging(endpoint, scratch, {**env, "AWS_ENDPOINT_URL": endpoint})
        for name, run, faults in packaging.checks():
            report.check(name, run)
            report.plant(faults, run)


def invoke(report):
    report.check("docs/local-invoke.md: every line shows its answer", invoking.Page)
    report.plant(invoking.PAGE_FAULTS, invoking.Page)
    serving, *javas = [invoking.Java(version) for version in ("17", *invoking.CALLERS)]
    faults = invoking.FAULTS
    for java in javas:
        if not (java.home and serving.home):
            report.missing(f"Java {java.version}: every line of docs/local-invoke.md, because it is not installed")
            continue
        with invoking.stand_ins(serving, java.caller) as environments:
            calls = invoking.Page(ROOT).calls
            runs = [functools.partial(invoking.invoke, call, java, environments) for call in range(len(calls))]
            for call, run in zip(calls, runs):
                report.check(f"Java {java.version}: {call[0]}", run)
            report.plant(faults, runs[0])
            faults = []  # The second JDK changes nothing about them.


if __name__ == "__main__":
    sys.exit(main())
