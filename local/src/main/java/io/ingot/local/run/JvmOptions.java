package io.ingot.local.run;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The options of this JVM that a JVM of the same kind needs too. */
final class JvmOptions {
  private JvmOptions() {}

  static List<String> ofThisJvm() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            o ->
                o.startsWith("--add-opens")
                    || o.startsWith("-Xmx")
                    || o.startsWith("-Dfile.encoding")
                    || o.startsWith("-Dsun.jnu.encoding")
                    || o.startsWith("-Duser.timezone")
                    || o.startsWith("-Dlog4j")
                    || o.startsWith("-Dingot.root"))
        .toList();
  }
}
