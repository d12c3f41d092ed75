package io.ingot.local.run;

import io.ingot.core.json.Json;
import io.ingot.core.port.JobRuns;
import io.ingot.local.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The laptop's job runs, one file each. Jobs within the workflow's JVM end with it; a job's own JVM
 * is found again by its process id and start time, also after the workflow's JVM was killed.
 */
final class LocalJobRuns implements JobRuns {
  private final Path folder;

  LocalJobRuns(Lake lake) {
    this.folder = lake.root().resolve("jobs");
  }

  /**
   * What the file of a job run says.
   *
   * @param name the job run's name, {@code ingot-<pipeline>-<batch>-<stage>}
   * @param state its state
   * @param detail why it ended so
   * @param pid process id of its own JVM; 0 if it has none
   * @param started when that process started, ISO-8601; empty if unknown
   */
  record Item(String id, String name, String state, String detail, long pid, String started) {
    Item ended(JobRunner.End end) {
      return new Item(id, name, end.state(), end.detail(), pid, started);
    }
  }

  Optional<Item> item(String id) {
    try {
      Path file = file(id);
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readAllBytes(file), Item.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read job run " + id, e);
    }
  }

  void put(Item item) {
    try {
      Files.createDirectories(folder);
      Path next = Files.createTempFile(folder, "job", ".tmp");
      Files.write(next, Json.bytes(item));
      Files.move(
          next,
          file(item.id()),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot record job run " + item.id(), e);
    }
  }

  void started(String id, Process process) {
    Item item = item(id).orElseThrow();
    put(new Item(id, item.name(), "RUNNING", "", process.pid(), startOf(process.toHandle())));
  }

  @Override
  public boolean stop(String pipeline) {
    boolean allEnded = true;
    for (Item item : running(pipeline)) {
      Optional<ProcessHandle> process =
          ProcessHandle.of(item.pid()).filter(p -> startOf(p).equals(item.started()));
      if (item.pid() != 0 && process.isPresent() && process.orElseThrow().isAlive()) {
        process.orElseThrow().destroyForcibly();
        allEnded = false;
      } else {
        put(item.ended(new JobRunner.End("CANCELLED", "its process is gone")));
      }
    }
    return allEnded;
  }

  @Override
  public Optional<JobRun> find(String id) {
    return item(id).map(i -> new JobRun(i.id(), i.state(), i.detail(), 0, 0, file(id).toString()));
  }

  private List<Item> running(String pipeline) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Item item = Json.read(Files.readAllBytes(file), Item.class);
        if (item.state().equals("RUNNING")
            && item.name().matches("ingot-" + pipeline + "-\\d+-.*")) {
          items.add(item);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the job runs in " + folder, e);
    }
    return items;
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("");
  }

  private Path file(String id) {
    return folder.resolve(id + ".json");
  }
}
