package io.ingot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CulpritsTest {
  private final RuntimeException failure = new IllegalStateException("together");

  private final List<FileHead> files =
      IntStream.range(0, 20).mapToObj(i -> FileHead.of("f" + i)).toList();
  private final List<Integer> sizes = new ArrayList<>();

  @Test
  void filesThatFailAlone_areNamedWithTheReason() {
    Culprits culprits = new Culprits(failingOn("f3", "f17"), f -> true);

    assertThat(culprits.among(files, failure))
        .containsOnlyKeys(files.get(3), files.get(17))
        .containsValue("it cannot be read (bad f3)");
    assertThat(sizes).as("halves, not one by one").hasSizeLessThan(25);
  }

  @Test
  void failureThatNoFileRepeats_isThrownAgain() {
    assertThatThrownBy(() -> new Culprits(read -> {}, f -> true).among(files, failure))
        .isSameAs(failure);
  }

  @Test
  void filesWhoseBytesCannotBeHad_areNotToBlame() {
    assertThatThrownBy(() -> new Culprits(failingOn("f3"), f -> false).among(files, failure))
        .isSameAs(failure);
  }

  @Test
  void failureOfTheAttempt_isNoFilesFault() {
    RuntimeException memory = new IllegalStateException(new OutOfMemoryError("heap"));

    assertThatThrownBy(() -> new Culprits(failingOn("f3"), f -> true).among(files, memory))
        .isSameAs(memory);
    assertThat(sizes).isEmpty();
  }

  private Consumer<List<FileHead>> failingOn(String... uris) {
    return read -> {
      sizes.add(read.size());
      read.stream()
          .filter(f -> List.of(uris).contains(f.uri()))
          .findFirst()
          .ifPresent(
              f -> {
                throw new IllegalArgumentException("bad " + f.uri());
              });
    };
  }
}
