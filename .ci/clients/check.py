"""Runs every check on the checkout, and on copies with planted faults, each of which must fail.

Prints a line for each, and ends with 1 if one did not go as it must."""

import functools
import os
import sys
from pathlib import Path

import invoking
import report
from deployable import ROOT, TOOLS
from packaging import Packaging
from processes import server

REGION = "eu-west-1"


def main(checks, scratch):
    package(checks, scratch)
    invoke(checks)


def package(checks, scratch):
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
            checks.check(name, run)
            checks.plant(faults, run)


def invoke(checks):
    checks.check("docs/local-invoke.md: every line shows its answer", invoking.Page)
    checks.plant(invoking.PAGE_FAULTS, invoking.Page)
    serving, *javas = [invoking.Java(version) for version in ("17", *invoking.CALLERS)]
    faults = invoking.FAULTS
    for java in javas:
        if not (java.home and serving.home):
            checks.missing(f"Java {java.version}: every line of docs/local-invoke.md, because it is not installed")
            continue
        with invoking.stand_ins(serving, java.caller) as environments:
            calls = invoking.Page(ROOT).calls
            runs = [functools.partial(invoking.invoke, call, java, environments) for call in range(len(calls))]
            for call, run in zip(calls, runs):
                checks.check(f"Java {java.version}: {call[0]}", run)
            checks.plant(faults, runs[0])
            faults = []  # The second JDK changes nothing about them.


if __name__ == "__main__":
    sys.exit(report.of("clients", main))
