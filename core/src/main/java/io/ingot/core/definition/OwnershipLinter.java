package io.ingot.core.definition;

import io.ingot.core.definition.MartReader.ReadMart;
import io.ingot.core.definition.SourceReader.ReadSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks, across all pipelines, that every landing prefix and every table has one owner. */
final class OwnershipLinter {
  private final Problems problems;
  private final Map<TableName, String> owners = new HashMap<>();
  private final List<ReadSource> landings = new ArrayList<>();

  OwnershipLinter(Problems problems) {
    this.problems = problems;
  }

  void source(ReadSource source) {
    landing(source);
    SourceDefinition s = source.definition();
    own(s.bronze(), source.bronze());
    own(s.filesTable(), source.bronze());
    s.silver().tables().forEach(t -> own(t, source.silver()));
  }

  void mart(ReadMart mart) {
    own(mart.definition().table(), mart.table());
  }

  private void own(TableName table, YamlNode at) {
    String former = owners.putIfAbsent(table, at.file());
    if (former != null) {
      problems.add(
          at, "table \"" + table + "\" belongs to " + former + " already", "Give it another name.");
    }
  }

  private void landing(ReadSource source) {
    String landing = source.definition().landing();
    for (ReadSource former : landings) {
      String other = former.definition().landing();
      if (landing.equals(other)) {
        problems.add(
            source.landing(),
            "landing \"" + landing + "\" belongs to " + former.landing().file() + " already",
            "Give each source its own prefix.");
      } else if (landing.startsWith(other)) {
        nested(source, former);
      } else if (other.startsWith(landing)) {
        nested(former, source);
      }
    }
    landings.add(source);
  }

  private void nested(ReadSource inner, ReadSource outer) {
    problems.add(
        inner.landing(),
        "landing \""
            + inner.definition().landing()
            + "\" is inside \""
            + outer.definition().landing()
            + "\" of "
            + outer.landing().file(),
        "Choose prefixes of which none begins with the other.");
  }
}
