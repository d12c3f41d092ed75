package io.ingot.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import io.ingot.core.port.Workflow;
import io.ingot.local.asl.ExecutionListener;
import io.ingot.local.asl.ExecutionRequest;
import io.ingot.local.asl.ExecutionResult;
import io.ingot.local.asl.Interpreter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Executions on the laptop: one file and one lock each. An execution runs in the thread that starts
 * it, and is running exactly as long as a living process holds its lock, so that a killed process
 * leaves nothing to unlock.
 */
public final class LocalWorkflow implements Workflow {
  private static final String MACHINE = "medallion";

  private final Path folder;
  private final Supplier<Interpreter> interpreter;
  private final ExecutionListener listener;
  private final InstantSource clock;
  private final List<ExecutionResult> results = new ArrayList<>();
  private final Set<String> current = ConcurrentHashMap.newKeySet();

  LocalWorkflow(
      Path folder,
      Supplier<Interpreter> interpreter,
      ExecutionListener listener,
      InstantSource clock) {
    this.folder = folder;
    this.interpreter = interpreter;
    this.listener = listener;
    this.clock = clock;
  }

  private record Item(
      String id,
      String name,
      JsonNode input,
      String status,
      Instant started,
      String error,
      String cause) {}

  @Override
  public Start start(String name, String input) {
    try (FileChannel channel = lockFile(name);
        FileLock lock = tryLock(channel)) {
      if (lock == null) {
        return Start.running;
      }
      Path file = folder.resolve(name + ".json");
      if (Files.exists(file)) {
        return Start.name_taken;
      }
      run(name, Json.read(input, JsonNode.class), file);
      return Start.running;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start execution " + name, e);
    }
  }

  @Override
  public boolean running(String execution) {
    String name = execution.substring(execution.lastIndexOf(':') + 1);
    if (!Files.exists(folder.resolve(name + ".lock"))) {
      return false;
    }
    try (FileChannel channel = lockFile(name);
        FileLock lock = tryLock(channel)) {
      return lock == null;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at execution " + execution, e);
    }
  }

  /** Ids of the executions that this process runs now. */
  Set<String> current() {
    return Set.copyOf(current);
  }

  /** How the executions ended that were run by this object, in order. */
  public List<ExecutionResult> results() {
    return List.copyOf(results);
  }

  private void run(String name, JsonNode input, Path file) throws IOException {
    Instant started = clock.instant();
    ExecutionRequest request = ExecutionRequest.of(MACHINE, name, input, started);
    Files.write(
        file,
        Json.bytes(new Item(request.id(), name, input, "RUNNING", started, "", "")),
        StandardOpenOption.CREATE_NEW);
    current.add(request.id());
    ExecutionResult result;
    try {
      result = interpreter.get().run(request, listener);
    } finally {
      current.remove(request.id());
    }
    results.add(result);
    Files.write(
        file,
        Json.bytes(
            new Item(
                request.id(),
                name,
                input,
                result.status().name(),
                started,
                result.error(),
                result.cause())));
  }

  private FileChannel lockFile(String name) throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The lock, or null if a process (this one included) holds it. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
