"""Every line of docs/local-invoke.md, under the runtime interface emulator instead of Docker.

`sam local invoke` starts AWS's image of a runtime, which runs this emulator, and passes on the
caller's credentials and Region, and of the environment what the template declares."""

import contextlib
import json
import os
import re
from pathlib import Path

from deployable import ROOT, TOOLS, Fault, remove, replace, template
from processes import Failed, free_address, post, server

EMULATOR = TOOLS / "rie" / "bin" / "aws-lambda-rie"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
IT = ROOT / "it" / "target"

# Left to itself, every client unpacks its native part over the one that others on this machine run.
NATIVE = ("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
          f"{IT}/runtime-interface-client-native/jni/libaws-lambda-jni.linux-x86_64.so")

CALL = re.compile(
    r"```sh\n(sam local invoke (\w+) -e (events/\S+) -n events/env\.json[^\n]*)\n```\s+```json\n(.*?)\n```", re.DOTALL)

# Nobody's of this project, and of two kinds: of a user, and of a session.
CALLERS = {
    "17": {"AWS_ACCESS_KEY_ID": "AKIASTRANGER17", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "ap-southeast-2"},
    "25": {"AWS_ACCESS_KEY_ID": "ASIASTRANGER25", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token",
           "AWS_REGION": "us-west-2"},
}

# What changes with every edit of the code, or run.
UNSTEADY = {"stackTrace", "oldestWaiting", "jar"}

PAGE_FAULTS = [
    Fault("a line that does not show its answer", replace("docs/local-invoke.md", "```json\n", "```\n"), "show their answer"),
]
FAULTS = [
    Fault("a handler that does not exist",
          replace("template.yaml", "admit.AdmitHandler", "admit.AdmissionHandler"), "ClassNotFoundException"),
    Fault("a variable that the template does not declare",
          replace("template.yaml", "          INGOT_LEDGER_TABLE: !Ref Ledger\n", ""), "INGOT_LEDGER_TABLE"),
    Fault("a functions' jar that is not built", remove("functions/target/ingot-functions.jar"), "ClassNotFoundException"),
    Fault("an answer that the page shows wrongly",
          replace("docs/local-invoke.md", '{"batchItemFailures":[]}', '{"batchItemFailures":[{}]}'), "the page shows"),
]


class Java:
    """An installed JDK, and the credentials with which functions run on it."""

    def __init__(self, version):
        self.version = version
        self.caller = CALLERS[version]
        named = [path for name, path in sorted(os.environ.items()) if name.startswith("JAVA_HOME")]
        homes = [*map(Path, named), *sorted(Path("/usr/lib/jvm").glob("*"))]
        self.home = next((home for home in homes if self.at(home)), None)

    def at(self, home):
        release = home / "release"
        return release.is_file() and f'JAVA_VERSION="{self.version}' in release.read_text()


class Page:
    """docs/local-invoke.md of a folder."""

    def __init__(self, folder):
        text = (folder / "docs" / "local-invoke.md").read_text()
        self.calls = CALL.findall(text)
        lines = [line for line in text.splitlines() if line.startswith("sam local invoke ")]
        if [call[0] for call in self.calls] != lines:
            raise Failed(f"{len(lines)} lines, of which {len(self.calls)} show their answer")


@contextlib.contextmanager
def stand_ins(java, caller):
    """Runs ./ingot serve within the block, and yields the environments that it wrote."""
    env = {**os.environ, **caller, "JAVA_HOME": str(java.home)}
    with server(["./ingot", "serve", "--host", "127.0.0.1"], "Stop with Ctrl-C", env, ROOT, limit=600):
        yield json.loads((ROOT / "events" / "env.json").read_text())


def invoke(number, java, environments, folder):
    """Makes the call with that number on a folder's page, and compares its answer with the page."""
    _, name, event, shown = Page(folder).calls[number]
    content = template(folder)
    every = content["Globals"]["Function"]
    function = {**every, **content["Resources"][name]["Properties"]}
    declared = {**every["Environment"]["Variables"], **function["Environment"]["Variables"]}
    env = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function["MemorySize"]),
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(function["Timeout"]),
        **java.caller,
        **{variable: environments[name].get(variable, "") for variable in declared},
    }
    client = sorted((IT / "runtime-interface-client").glob("*.jar"))
    address, runtime = free_address(), free_address()
    answer, printed = post(
        [EMULATOR, "--runtime-interface-emulator-address", "%s:%d" % address,
         "--runtime-api-address", "%s:%d" % runtime,
         java.home / "bin" / "java", NATIVE, "-cp", ":".join(map(str, [folder / function["CodeUri"], *client])),
         CLIENT, function["Handler"]],
        address, "/2015-03-31/functions/function/invocations", (folder / event).read_bytes(), env,
        limit=180)
    if steady(answer) != steady(shown):
        raise Failed(f"{name} answers {answer}, the page shows {shown}. It printed:\n{printed[-4000:]}")


def steady(answer):
    try:
        tree = json.loads(answer)
    except ValueError:
        return answer
    return {key: None if key in UNSTEADY else value for key, value in tree.items()} if isinstance(tree, dict) else tree
