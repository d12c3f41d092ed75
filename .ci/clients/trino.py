"""Trino, whose engine Athena runs, in the place of Athena: over the tables of lakes on this machine."""

import contextlib
import json
import urllib.request
from pathlib import Path

from deployable import TOOLS
from processes import Failed, free_address, server

TRINO = TOOLS / "trino"

# The name that Athena gives to Glue's catalog.
CATALOG = "awsdatacatalog"

# Trino begins to answer while its catalogs are not loaded yet.
READY = "SERVER STARTED"


@contextlib.contextmanager
def trino(java, folder):
    """Runs Trino within the block, on an address that nobody else reaches; yields it for `query`."""
    host, port = free_address()
    address = f"http://{host}:{port}"
    write(folder / "config.properties", {
        "coordinator": "true",
        "node-scheduler.include-coordinator": "true",
        "http-server.http.port": port,
        "discovery.uri": address,
        "node.environment": "ci",
        "node.bind-ip": host,
        "node.internal-address": host,
        "plugin.dir": TRINO / "plugin",
        "catalog.config-dir": folder / "catalogs",
    })
    write(folder / "catalogs" / f"{CATALOG}.properties", {
        "connector.name": "iceberg",
        "iceberg.catalog.type": "TESTING_FILE_METASTORE",
        "hive.metastore.catalog.dir": f"local://{folder}/metastore",
        "iceberg.register-table-procedure.enabled": "true",
        "fs.native-local.enabled": "true",
        "local.location": "/",
        "fs.hadoop.enabled": "true",
    })
    command = [java.home / "bin" / "java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
               "--add-modules=jdk.incubator.vector", "-Duser.timezone=UTC", f"-Dconfig={folder}/config.properties",
               "-cp", f"{TRINO}/lib/*", "io.trino.server.TrinoServer"]
    with server(command, READY, {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, folder, limit=600):
        yield address


def write(file, properties):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{name}={value}\n" for name, value in properties.items()))


def query(address, sql, database=""):
    """Runs a statement; answers the names of its columns, and its rows."""
    headers = {"X-Trino-User": "ci", "X-Trino-Catalog": CATALOG, "X-Trino-Schema": database}
    answer = fetch(urllib.request.Request(f"{address}/v1/statement", sql.encode(), headers))
    columns, rows = [], []
    while True:
        if "error" in answer:
            raise Failed(answer["error"]["message"])
        columns = [column["name"] for column in answer.get("columns", [])] or columns
        rows += [tuple(row) for row in answer.get("data", [])]
        if "nextUri" not in answer:
            return columns, rows
        answer = fetch(answer["nextUri"])


def fetch(request):
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)


def register(address, warehouse):
    """Makes the tables of a lake known, as they are now."""
    for hint in sorted(Path(warehouse).glob("*/*/metadata/version-hint.text")):
        table = hint.parents[1]
        query(address, f'CREATE SCHEMA IF NOT EXISTS "{table.parent.name}"')
        query(address, f"CALL system.register_table('{table.parent.name}', '{table.name}', '{table.as_uri()}', "
                       f"'v{hint.read_text().strip()}.metadata.json')")
