package io.ingot.local.lake;

import io.ingot.core.port.WorkStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The work folder of a lake. An object is there as a whole or not at all, and is never written
 * again; any number of processes may put the same key, one of them wins.
 *
 * <p>A disk that fails throws {@link io.ingot.core.failure.TransientException}; a key that names no
 * file inside the folder throws {@link io.ingot.core.failure.RefusedException}.
 */
public final class FolderWorkStore implements WorkStore {
  private final Path folder;

  /** The work folder of a lake. */
  public FolderWorkStore(Lake lake) {
    this.folder = lake.work();
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    Path target = KeyPath.in(folder, key);
    return DiskStep.of(
        "write " + key,
        () -> {
          Files.createDirectories(target.getParent());
          Path bytes = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
          try {
            write(bytes, content);
            // Unlike a move, a link is never made over a file that exists.
            Files.createLink(target, bytes);
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          } finally {
            Files.deleteIfExists(bytes);
          }
        });
  }

  @Override
  public Optional<byte[]> get(String key) {
    Path file = KeyPath.in(folder, key);
    return DiskStep.of(
        "read " + key,
        () -> {
          try {
            return Optional.of(Files.readAllBytes(file));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  /** Copies what a pipeline keeps, for the same one under another name; repeatable. */
  public void copy(String from, String to) {
    Path source = KeyPath.in(folder, from);
    Path target = KeyPath.in(folder, to);
    DiskStep.of(
        "copy " + from,
        () -> {
          Files.createDirectories(source);
          Files.createDirectories(target);
          try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "*.json")) {
            for (Path file : files) {
              Files.copy(
                  file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
          }
          return target;
        });
  }

  @Override
  public String root() {
    return Lake.uri(folder);
  }

  /** The {@code file:} address of the object, as Hadoop takes it: nothing is encoded. */
  @Override
  public String uri(String key) {
    return "file://" + KeyPath.in(folder, key).toUri().getPath();
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      // On the disk before it has its name: a claim must not refer to a manifest that is lost.
      channel.force(true);
    }
  }
}
