"""Commands and servers as child processes: what they print is kept, and none outlives its check."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from pathlib import Path


class Failed(Exception):
    """A check did not pass; the text says why."""


def run(command, cwd, env, limit=300):
    """Runs a command to its end and answers what it printed."""
    child = start(command, env, cwd)
    try:
        with ended_after(limit, child):
            printed = child.stdout.read()
            code = child.wait()
    finally:
        end(child)
    if code != 0:
        raise Failed(f"{Path(command[0]).name} ended with exit code {code}:\n{printed[-4000:]}")
    return printed


@contextlib.contextmanager
def server(command, ready, env, cwd=None, limit=300):
    """Runs a server within the block, which begins when it has printed what matches `ready`.

    Yields the match."""
    child = start(command, env, cwd)
    try:
        with ended_after(limit, child):
            printed = []
            for line in child.stdout:
                printed.append(line)
                found = re.search(ready, line)
                if found:
                    break
            else:
                raise Failed(f"{command[0]} ended before it was ready:\n{''.join(printed[-40:])}")
        threading.Thread(target=child.stdout.read, daemon=True).start()
        yield found
    finally:
        end(child)


def post(command, address, path, body, env, limit):
    """Starts a server that listens at `address`, posts `body` and ends it again.

    Answers what came back, and what the server printed."""
    child = start(command, env)
    try:
        with ended_after(limit, child):
            while not listens(address):
                if child.poll() is not None:
                    return "", child.stdout.read()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(0.05)
            try:
                with urllib.request.urlopen(f"http://{address[0]}:{address[1]}{path}", body) as answer:
                    text = answer.read().decode()
            except (urllib.error.URLError, ConnectionError) as error:
                text = str(error)
    finally:
        end(child)
    return text, child.stdout.read()


def free_address():
    """An address that was free a moment ago, for servers that cannot say which one they took."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()


def start(command, env, cwd=None):
    return subprocess.Popen(
        list(map(str, command)), cwd=cwd, env=env, text=True, errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)


def end(child):
    """Lets a child end itself; then ends whatever it started and left behind."""
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(10)
    for pid in session(child.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    child.wait()


def session(leader):
    """The processes that a session leader started, itself included, as long as they live."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader:
                members.append(int(stat.parent.name))
    return members


@contextlib.contextmanager
def ended_after(seconds, child):
    timer = threading.Timer(seconds, end, [child])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def listens(address):
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0
