package io.ingot.it.lambda;

import io.ingot.it.Build;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lambda handler in a Java process of its own, under the runtime interface client that Lambda
 * itself runs. The process ends when this is closed, and with this JVM.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  /**
   * Left to itself, every client unpacks its native part over the one that others on this machine
   * are running.
   */
  private static final String NATIVE =
      "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

  /** Longer than any limit of ours; a runtime that hangs must not hang its caller. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final RuntimeApi api;
  private final Path log;
  private final Thread end;

  private FunctionProcess(Process process, RuntimeApi api, Path log) {
    this.process = process;
    this.api = api;
    this.log = log;
    this.end = new Thread(process::destroyForcibly);
  }

  /** Whether, and how, a snapshot is taken before the first call. */
  public enum SnapStart {
    /** No snapshot: a function without SnapStart. */
    NONE,
    /** A snapshot; the function's hooks are called before it and after {@link #restore}. */
    HOOKED,
    /** A snapshot of a function whose hooks are not called, to measure what they bring. */
    UNHOOKED
  }

  /**
   * What is run.
   *
   * @param handler full class name
   * @param classPath where it is, without the runtime interface client
   * @param environment environment variables beside Lambda's own
   * @param options further options of the JVM
   */
  public record Launch(
      String handler,
      List<Path> classPath,
      Map<String, String> environment,
      SnapStart snapStart,
      List<String> options) {
    public Launch {
      classPath = List.copyOf(classPath);
      environment = Map.copyOf(environment);
      options = List.copyOf(options);
    }

    /** A handler without SnapStart. */
    public static Launch of(String handler, List<Path> classPath, Map<String, String> environment) {
      return new Launch(handler, classPath, environment, SnapStart.NONE, List.of());
    }

    /** The same with another way of starting. */
    public Launch with(SnapStart changed) {
      return new Launch(handler, classPath, environment, changed, options);
    }
  }

  /**
   * Whether the runtime interface client has a native part for this machine: it is there for Linux
   * only.
   */
  public static boolean supported() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.contains("linux")
        && List.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
  }

  /** Starts a function; returns at once, while it initialises. */
  public static FunctionProcess start(Launch launch) {
    String name = launch.handler().substring(launch.handler().lastIndexOf('.') + 1);
    try {
      RuntimeApi api =
          RuntimeApi.start("arn:aws:lambda:eu-central-1:111122223333:function:" + name);
      Path folder = Files.createDirectories(Build.target().resolve("functions"));
      Path log = Files.createTempFile(folder, name + "-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command(launch))
              .directory(Files.createDirectories(folder.resolve("task")).toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(k -> k.startsWith("AWS_") || k.startsWith("INGOT_"));
      builder.environment().putAll(lambdas(api, name, launch.snapStart()));
      builder.environment().putAll(launch.environment());
      FunctionProcess function = new FunctionProcess(builder.start(), api, log);
      Runtime.getRuntime().addShutdownHook(function.end);
      // Holds for as long as the process lives; nobody waits for it.
      CompletableFuture<?> unused =
          function.process.onExit().thenAccept(p -> api.gone(function.whyGone()));
      return function;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a JVM for " + launch.handler(), e);
    }
  }

  /** Asks the function, which may take a minute, and waits for its answer. */
  public Answer invoke(String event) {
    return invoke(event, Duration.ofSeconds(60));
  }

  /**
   * Asks the function and waits for its answer.
   *
   * @param limit the time that it sees itself given; it is not stopped after it
   * @throws IllegalStateException if its process ended, with its log
   */
  public Answer invoke(String event, Duration limit) {
    return await(api.invoke(event, limit));
  }

  /** Waits until the function is initialised: with SnapStart, until its snapshot is taken. */
  public Answer initialised() {
    return await(api.initialisation());
  }

  /** Lets a function that started with SnapStart be restored. */
  public void restore() {
    api.restore();
  }

  /** What the function wrote. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    api.close();
    Runtime.getRuntime().removeShutdownHook(end);
  }

  private Answer await(CompletableFuture<Answer> answer) {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot wait for a function: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Cannot get an answer of a function: it took longer than %s. Its log:%n%s"
              .formatted(PATIENCE, log()),
          e);
    }
  }

  private String whyGone() {
    return "Cannot get an answer of a function: its process ended with exit code %d. Its log:%n%s"
        .formatted(process.exitValue(), log());
  }

  private static List<String> command(Launch launch) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    if (launch.snapStart() == SnapStart.HOOKED) {
      command.add(HOOKS);
    }
    command.add(NATIVE + nativePart());
    command.addAll(launch.options());
    command.add("-cp");
    command.add(classPath(launch));
    command.add(CLIENT);
    command.add(launch.handler());
    return command;
  }

  private static Path nativePart() {
    String machine =
        System.getProperty("os.arch").equals("aarch64") ? "linux-aarch_64" : "linux-x86_64";
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    return Build.target()
        .resolve("runtime-interface-client-native/jni")
        .resolve(
            "libaws-lambda-jni.%s.so"
                .formatted(musl ? machine.replace("linux-", "linux_musl-") : machine));
  }

  private static String classPath(Launch launch) throws IOException {
    try (Stream<Path> client = Files.list(Build.target().resolve("runtime-interface-client"))) {
      return Stream.concat(client.sorted(), launch.classPath().stream())
          .map(path -> path.toAbsolutePath().toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Map<String, String> lambdas(RuntimeApi api, String name, SnapStart snapStart) {
    return Map.of(
        "AWS_LAMBDA_RUNTIME_API", api.address(),
        "AWS_LAMBDA_FUNCTION_NAME", name,
        "AWS_LAMBDA_FUNCTION_VERSION", "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
        "AWS_LAMBDA_INITIALIZATION_TYPE", snapStart == SnapStart.NONE ? "on-demand" : "snap-start",
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "AWS_EC2_METADATA_DISABLED", "true",
        "LC_ALL", "C.UTF-8");
  }
}
