"""Runs the named queries of template.yaml over the lakes that `./ingot demo` makes, in Trino.

The rows of each must be those of its mart's table; and queries with planted faults must be told from them."""

import os
import shutil
import sys
from collections import Counter

import report
from deployable import ROOT, Fault, replace, template
from invoking import Java
from processes import Failed, run
from samtranslator.yaml_helper import yaml_parse
from trino import query, register, trino

# Of the kind that people make, and one at least for each pipeline: a mart without rows equals too much.
FAULTS = [
    Fault("a sum in place of an average",
          replace("template.yaml", "CAST(avg(CAST(max_speed", "CAST(sum(CAST(max_speed"), "rides.rides_gold_data"),
    Fault("a table that holds other rows",
          replace("template.yaml", '"uber_database"."rides_silver_data"', '"uber_database"."rides_silver_data_quarantine"'),
          "rides.rides_gold_data"),
    Fault("a function that Trino lacks",
          replace("template.yaml", "date_trunc('month', orderdate)", "trunc(orderdate, 'MM')"), "Function 'trunc'"),
    Fault("another order within a window",
          replace("template.yaml", "ORDER BY sum(ws_net_paid) DESC", "ORDER BY sum(ws_net_paid)"),
          "tpcds.q86a_category_ranking"),
    Fault("a mart without a named query",
          replace("template.yaml", "Name: orders.revenue_by_state_and_month", "Name: orders.revenue"),
          "orders.revenue_by_state_and_month"),
]


def main(checks, scratch):
    spark, java = Java("17"), Java("25")
    if not (spark.home and java.home):
        checks.missing("the named queries, because Java 17 or Java 25 is not installed")
        return
    pipelines = sorted(file.parent.name for file in ROOT.glob("pipelines/*/pipeline.yaml"))
    for pipeline in pipelines:
        demo(spark, scratch / pipeline, pipeline)
    with trino(java, scratch / "trino") as address:
        for pipeline in pipelines:
            register(address, scratch / pipeline / "warehouse")
        named = NamedQueries(address)
        checks.check("the named queries give the rows of their marts", named.equal_their_marts)
        checks.plant(FAULTS, named.equal_their_marts, lambda folder: shutil.copy(ROOT / "template.yaml", folder))


def demo(java, lake, pipeline):
    env = {**os.environ, "JAVA_HOME": str(java.home)}
    run(["./ingot", "--lake", lake, "demo", pipeline], ROOT, env, limit=1200)


class NamedQueries:
    """The named queries of a folder's template, as Athena would run them."""

    def __init__(self, address):
        self.address = address
        # A mart's table keeps what a batch wrote: it is read once.
        self.marts = {f"{file.parts[-3]}.{file.stem}": self.mart(file) for file in ROOT.glob("pipelines/*/marts/*.yaml")}

    def mart(self, file):
        definition = yaml_parse(file.read_text())
        pipeline = yaml_parse((file.parents[1] / "pipeline.yaml").read_text())
        table = definition.get("table", file.stem)
        database, _, table = table.rpartition(".")
        return self.rows(f'SELECT * FROM "{table}"', database or pipeline["database"])

    def rows(self, sql, database):
        """The names of the columns but Ingot's own, and how often each row comes."""
        columns, rows = query(self.address, sql, database)
        kept = [i for i, column in enumerate(columns) if not column.startswith("_")]
        return [columns[i] for i in kept], Counter(tuple(row[i] for i in kept) for row in rows)

    def equal_their_marts(self, folder):
        queries = {
            resource["Properties"]["Name"]: resource["Properties"]
            for resource in template(folder)["Resources"].values()
            if resource["Type"] == "AWS::Athena::NamedQuery"
        }
        if queries.keys() != self.marts.keys():
            raise Failed(f"the named queries and the marts differ by {sorted(queries.keys() ^ self.marts.keys())}")
        for name, named in queries.items():
            try:
                found = self.rows(named["QueryString"], named["Database"])
            except Failed as failure:
                raise Failed(f"{name}: {failure}") from failure
            same(name, found, self.marts[name])
        return ", ".join(f"{name}: {rows.total()} rows" for name, (_, rows) in sorted(self.marts.items()))


def same(name, found, mart):
    (columns, rows), (mart_columns, mart_rows) = found, mart
    if columns != mart_columns:
        raise Failed(f"{name} has the columns {columns}, its mart {mart_columns}")
    more, fewer = rows - mart_rows, mart_rows - rows
    if more or fewer:
        raise Failed(f"{name}: {more.total()} rows are not in its mart, such as {next(iter(more), None)}; "
                     f"{fewer.total()} of its mart are not in it, such as {next(iter(fewer), None)}")


if __name__ == "__main__":
    sys.exit(report.of("athena", main))
