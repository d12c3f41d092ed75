package io.ingot.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.port.WorkStore;
import io.ingot.core.port.WorkStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work folder keeps the contract and leaves nothing else behind. */
class FolderWorkStoreTest extends WorkStoreContract {
  @TempDir private Path root;

  @Override
  protected WorkStore store() {
    return new FolderWorkStore(new Lake(root.resolve("my lake")));
  }

  @Override
  protected byte[] read(String uri) throws IOException {
    return Files.readAllBytes(Path.of(uri.substring("file://".length())));
  }

  @Test
  void putIfAbsent_whetherItWinsOrNot_leavesOnlyTheObject() throws IOException {
    store().putIfAbsent("rides/1.json", new byte[] {1});
    store().putIfAbsent("rides/1.json", new byte[] {2});

    try (Stream<Path> files = Files.list(root.resolve("my lake/work/rides"))) {
      assertThat(files).extracting(f -> f.getFileName().toString()).containsExactly("1.json");
    }
  }

  @Test
  void key_outsideTheFolder_isRefused() {
    assertThatThrownBy(() -> store().putIfAbsent("../x", new byte[0]))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "Cannot use key ../x: it is absolute, or a part of it is empty, . or ... Use a key like"
                + " orders/a.csv.");
    assertThatThrownBy(() -> store().get("/etc/passwd")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> store().uri("a//b")).isInstanceOf(RefusedException.class);
  }

  @Test
  void putIfAbsent_underAnObject_isTransient() {
    store().putIfAbsent("a", new byte[0]);

    assertThatThrownBy(() -> store().putIfAbsent("a/b", new byte[0]))
        .isInstanceOf(TransientException.class)
        .hasMessageStartingWith("Cannot write a/b: the file system answered ");
  }
}
