package io.ingot.functions.stage;

import io.ingot.core.plan.Sha256;
import io.ingot.core.port.WorkStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The thin job jar, under a key made of its content. One that is there already is left alone, and
 * none is ever deleted: job runs may be working with it, and a rollback may want it back.
 */
final class JobJar {
  private JobJar() {}

  /**
   * Puts the jar into the bucket of the job jars.
   *
   * @return its URI
   * @throws IOException if the jar cannot be read
   */
  static String publish(Path jar, WorkStore bucket) throws IOException {
    byte[] content = Files.readAllBytes(jar);
    String key = "jobs/" + Sha256.hex(content) + ".jar";
    bucket.putIfAbsent(key, content);
    return bucket.uri(key);
  }
}
