package io.ingot.jobs.table;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.jobs.run.StageRun;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which states of silver tables marts were computed from, as their stamps say. */
public final class MartReads {
  private MartReads() {}

  /** Snapshots by source, of the newest batch that a mart has. */
  public static Map<String, Long> of(StampedTable gold) {
    Map<String, Long> read = new HashMap<>();
    String text = gold.summary().getOrDefault(StampedTable.READ, "");
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int at = part.indexOf('=');
      read.put(part.substring(0, at), Long.parseLong(part.substring(at + 1)));
    }
    return read;
  }

  /** Snapshots of a source's silver table that marts were computed from. */
  public static Set<Long> seen(StageRun run, SourceDefinition source) {
    return run.attempt().definition().marts().stream()
        .filter(m -> m.reads().contains(source.name()))
        .filter(m -> run.exists(m.table()))
        .map(m -> of(StampedTable.open(run, m.table())).get(source.name()))
        .filter(id -> id != null)
        .collect(Collectors.toSet());
  }
}
