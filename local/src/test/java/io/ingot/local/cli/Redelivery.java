package io.ingot.local.cli;

import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Sizing;
import io.ingot.core.port.LandedObject;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.SystemPacer;
import io.ingot.local.lake.Lake;
import io.ingot.local.run.DeferredStarts;
import io.ingot.local.run.LocalSystem;
import io.ingot.local.run.Uploads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Delivers events as S3 would: again, or for objects that no command would put there. */
final class Redelivery {
  private Redelivery() {}

  /** Delivers the event of a file version once more. */
  static void of(Path lake, String fileVersion) {
    try (LocalSystem system = open(lake)) {
      new Uploads(system, new DeferredStarts())
          .deliver(
              system
                  .landing()
                  .list("")
                  .filter(o -> o.file().toString().equals(fileVersion))
                  .toList());
    }
  }

  /** Puts content under any key and delivers its event. */
  static void put(Path lake, String key, byte[] content) {
    try (LocalSystem system = open(lake)) {
      new Uploads(system, new DeferredStarts())
          .deliver(
              List.of(
                  system
                      .landing()
                      .put(
                          key,
                          new java.io.ByteArrayInputStream(content),
                          system.clock().instant())));
    }
  }

  /** Delivers the event of an object of no bytes that is not kept, such as a folder marker. */
  static void marker(Path lake, String key) {
    try (LocalSystem system = open(lake)) {
      new Uploads(system, new DeferredStarts())
          .deliver(
              List.of(
                  new LandedObject(
                      new FileVersion(Lake.LANDING_BUCKET, key, "v1"),
                      0,
                      "etag",
                      system.clock().instant(),
                      false)));
    }
  }

  private static LocalSystem open(Path lake) {
    return LocalSystem.open(
        new LocalSystem.Settings(
            new Lake(lake),
            CommandLineLake.ROOT.resolve("pipelines"),
            CommandLineLake.ROOT.resolve("statemachine/medallion.asl.json"),
            false,
            Optional.empty(),
            Sizing.DEFAULT,
            new SystemPacer()),
        ExecutionListener.NONE,
        (subject, message) -> {});
  }
}
