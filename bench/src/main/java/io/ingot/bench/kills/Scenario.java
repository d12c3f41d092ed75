package io.ingot.bench.kills;

import io.ingot.core.attempt.Rebuild;
import io.ingot.core.attempt.Shape;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Command;
import io.ingot.core.port.LandedObject;
import io.ingot.local.run.LocalSystem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done to a small history, so that every table, state and write takes part. */
enum Scenario {
  /**
   * A corrected file, deletions, a late change of a deleted key, broken rows, a file without key,
   * one that people are told of.
   */
  load,
  /** A file that breaks the gate: the batch is held, the execution fails. */
  gate,
  /** The batch that was held is skipped. */
  skip,
  /** The batch that was loaded is taken back. */
  rollback,
  /** A file of the batch that was taken back is tried again. */
  redrive,
  /** A rule has been mended, and the rows that it kept back are checked again. */
  quarantine,
  /** A rule has been mended, and all is computed again from files that are read again. */
  rebuild;

  private static final String HEADER = "op,ts,invoice,item,category,price\n";

  /** The number of the batch after the history's. */
  static final long HELD_OR_LOADED = 2;

  /** What was loaded before the disturbance. */
  static final List<Upload> HISTORY =
      List.of(
          new Upload(
              "lines-1.csv",
              "I,2024-01-01 10:00:00,1,1,toys,5.00",
              "I,2024-01-01 10:00:00,1,2,food,6.00",
              "I,2024-01-01 10:00:00,3,1,food,-3.00"),
          new Upload(
              "lines-2.csv",
              "I,2024-01-02 10:00:00,2,1,toys,1.00",
              "D,2024-01-02 10:00:00,2,2,,1.00",
              "I,2024-01-02 10:00:00,2,3,tools,2.00"));

  private static final List<Upload> LOADED =
      List.of(
          new Upload(
              "lines-1.csv",
              "I,2024-01-01 10:00:00,1,1,toys,5.50",
              "I,2024-01-01 10:00:00,1,3,food,7.00",
              "I,2024-01-01 10:00:00,3,1,food,-3.00"),
          new Upload(
              "lines-3.csv",
              "D,2024-01-03 10:00:00,2,1,,1.00",
              "U,2024-01-01 09:00:00,2,2,late,8.00",
              "U,2024-01-03 10:00:00,2,3,tools,9.00",
              "I,2024-01-03 10:00:00,4,1,toys,0.00"),
          new Upload("lines-4.csv", "op,ts,item\n", List.of("I,2024-01-03 10:00:00,1")),
          new Upload(
              "lines-5.csv",
              "I,2024-01-03 11:00:00,5,1,toys,4.00",
              "I,2024-01-03 11:00:00,5,2,toys,dear"));

  private static final List<Upload> STOPPED =
      List.of(
          new Upload(
              "lines-9.csv",
              "I,2024-01-04 10:00:00,9,1,toys,-1.00",
              "I,2024-01-04 10:00:00,9,2,toys,-2.00"));

  /** The scenario after which this one begins; empty for one that begins with the history. */
  Optional<Scenario> after() {
    return switch (this) {
      case load, gate -> Optional.empty();
      case skip -> Optional.of(gate);
      case rollback, quarantine, rebuild -> Optional.of(load);
      case redrive -> Optional.of(rollback);
    };
  }

  List<Upload> uploads() {
    return switch (this) {
      case load -> LOADED;
      case gate -> STOPPED;
      case skip, rollback, redrive, quarantine, rebuild -> List.of();
    };
  }

  /** The operator's command. */
  Command command(LocalSystem system) {
    return switch (this) {
      case load, gate -> Command.NONE;
      case skip -> Command.skip(HELD_OR_LOADED);
      case rollback -> Command.rollback(HELD_OR_LOADED - 1);
      case quarantine -> Command.redriveQuarantine("lines");
      case rebuild -> Command.rebuild("lines", Rebuild.LANDING);
      case redrive -> Command.redrive(file(system, "lines/lines-3.csv").toString());
    };
  }

  private static FileVersion file(LocalSystem system, String key) {
    try (Stream<LandedObject> objects = system.landing().list(key)) {
      return objects.findFirst().orElseThrow().file();
    }
  }

  /** Whether its job runs publish in an order of their own. */
  boolean publishes() {
    return this == load || isMended();
  }

  /** The definitions by which it runs: text to be replaced, and by what. */
  Optional<Map.Entry<String, String>> mended() {
    return isMended() ? Optional.of(Map.entry("price > 0", "price > -1")) : Optional.empty();
  }

  private boolean isMended() {
    return this == quarantine || this == rebuild;
  }

  /** A command is carried out in one shape. */
  List<Shape> shapes() {
    return after().isEmpty() ? List.of(Shape.values()) : List.of(Shape.fused);
  }

  /** A file. */
  record Upload(String name, String header, List<String> rows) {
    Upload(String name, String... rows) {
      this(name, HEADER, List.of(rows));
    }

    String key() {
      return "lines/" + name;
    }

    byte[] content() {
      return (header + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }
}
