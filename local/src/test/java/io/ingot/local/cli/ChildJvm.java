package io.ingot.local.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Options for a JVM that a test starts: those of the test's own, with a smaller heap. */
final class ChildJvm {
  private ChildJvm() {}

  static List<String> options() {
    List<String> options = new ArrayList<>();
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (option.startsWith("--add-opens")) {
        options.add(option);
      }
    }
    // It lives for seconds: starting quickly counts, running quickly does not.
    options.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-XX:MetaspaceSize=512m",
            "-XX:+UseSerialGC"));
    options.addAll(
        List.of(
            "-Xmx2g",
            "-Dfile.encoding=UTF-8",
            "-Dsun.jnu.encoding=UTF-8",
            "-Duser.timezone=UTC",
            "-Dingot.root=" + System.getProperty("ingot.root")));
    return options;
  }
}
