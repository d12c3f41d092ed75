package io.ingot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.local.lake.Lake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryIT {
  @TempDir private Path temp;

  @Test
  void query_ofOldDatesMicrosecondsAndNulls_showsThemAlikeInEveryOutput() {
    CommandLineLake lake = new CommandLineLake(temp.resolve("lake"));
    new Lake(lake.path()).landing();
    String sql =
        """
        SELECT d, t, n, array(d) AS a, named_struct('d', d, 'n', n) AS s FROM VALUES
          (DATE'0001-01-01', TIMESTAMP'0001-01-01 00:00:00.000001', 'x'),
          (DATE'1500-02-28', TIMESTAMP'1500-02-28 01:02:03.000004', NULL),
          (DATE'1582-10-10', TIMESTAMP'1582-10-10 23:59:59.999999', NULL),
          (NULL, NULL, NULL) AS v(d, t, n)
        """;

    assertThat(lake.ok("query", sql))
        .isEqualTo(
            """
            d           t                           n     a             s
            0001-01-01  0001-01-01 00:00:00.000001  x     [0001-01-01]  {0001-01-01, x}
            1500-02-28  1500-02-28 01:02:03.000004  NULL  [1500-02-28]  {1500-02-28, null}
            1582-10-10  1582-10-10 23:59:59.999999  NULL  [1582-10-10]  {1582-10-10, null}
            NULL        NULL                        NULL  [null]        {null, null}
            (4 rows)
            """);
    assertThat(lake.ok("query", "--csv", sql))
        .isEqualTo(
            """
            d,t,n,a,s
            0001-01-01,0001-01-01 00:00:00.000001,x,[0001-01-01],"{0001-01-01, x}"
            1500-02-28,1500-02-28 01:02:03.000004,,[1500-02-28],"{1500-02-28, null}"
            1582-10-10,1582-10-10 23:59:59.999999,,[1582-10-10],"{1582-10-10, null}"
            ,,,[null],"{null, null}"
            """);
    assertThat(lake.ok("query", "--json", sql))
        .isEqualTo(
            """
            {"d":"0001-01-01","t":"0001-01-01T00:00:00.000001Z","n":"x","a":["0001-01-01"],"s":{"d":"0001-01-01","n":"x"}}
            {"d":"1500-02-28","t":"1500-02-28T01:02:03.000004Z","n":null,"a":["1500-02-28"],"s":{"d":"1500-02-28","n":null}}
            {"d":"1582-10-10","t":"1582-10-10T23:59:59.999999Z","n":null,"a":["1582-10-10"],"s":{"d":"1582-10-10","n":null}}
            {"d":null,"t":null,"n":null,"a":[null],"s":{"d":null,"n":null}}
            """);
  }
}
