package io.ingot.jobs.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM db.t",
        "WITH a AS (SELECT 1 AS x) SELECT x FROM a UNION ALL SELECT y FROM db.t",
        "SELECT * FROM db.t VERSION AS OF 1 WHERE id IN (SELECT max(id) FROM db.u)",
        "VALUES (1), (2)",
        "SELECT 'DROP TABLE db.t' AS text",
        "FROM db.t SELECT id"
      })
  void query_reads(String sql) {
    assertThat(ReadOnly.problem(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE db.t",
        "DELETE FROM db.t WHERE true",
        "INSERT INTO db.t VALUES (1)",
        "INSERT OVERWRITE db.t SELECT 1",
        "FROM db.t INSERT INTO db.u SELECT id",
        "UPDATE db.t SET a = 1",
        "MERGE INTO db.t USING db.u ON t.id = u.id WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE db.t",
        "ALTER TABLE db.t ADD COLUMN x int",
        "CREATE TABLE db.x (a int)",
        "CREATE TABLE db.x AS SELECT 1 AS a",
        "CREATE OR REPLACE TEMP VIEW v AS SELECT 1 AS a",
        "CALL lake.system.expire_snapshots('db.t')",
        "SET spark.sql.ansi.enabled = false",
        "ADD JAR '/x.jar'",
        "CACHE TABLE db.t",
        "REFRESH TABLE db.t",
        "USE db",
        "SHOW TABLES",
        "EXPLAIN DELETE FROM db.t",
        "SELECT reflect('java.lang.System', 'exit', 1)",
        "SELECT * FROM db.t WHERE id = (SELECT java_method('java.io.File', 'new', 'x'))",
        "SELECT TRANSFORM (id) USING 'rm -rf x' AS (a string) FROM db.t",
        "SELECT 1; DROP TABLE db.t",
        "SELECT"
      })
  void anythingElse_doesNot(String sql) {
    assertThat(ReadOnly.problem(sql)).isNotEmpty();
  }
}
