package io.ingot.it;

import java.nio.file.Path;

/** Where the build leaves what is run in processes of its own. */
public final class Build {
  private Build() {}

  /** The root of the checkout. */
  public static Path root() {
    return Path.of(System.getProperty("ingot.root", ".")).toAbsolutePath().normalize();
  }

  /** This module's build folder. */
  public static Path target() {
    return root().resolve("it/target");
  }

  /** The jar that Lambda gets. */
  public static Path functionsJar() {
    return root().resolve("functions/target/ingot-functions.jar");
  }
}
