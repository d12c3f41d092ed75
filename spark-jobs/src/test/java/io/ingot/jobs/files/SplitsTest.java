package io.ingot.jobs.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
  private static final Splits SPLITS = new Splits(100, 10, 2);

  @Test
  void largeFile_isCutIntoPartsOfTheLargestSize() {
    assertThat(SPLITS.of(files(250), f -> true))
        .containsExactly(
            List.of(new Split(file(0, 250), 0, 100)),
            List.of(new Split(file(0, 250), 100, 200)),
            List.of(new Split(file(0, 250), 200, 250)));
  }

  @Test
  void mediumFile_isCutSoThatEveryCoreHasAPart() {
    assertThat(SPLITS.of(files(80), f -> true))
        .containsExactly(
            List.of(new Split(file(0, 80), 0, 45)), List.of(new Split(file(0, 80), 45, 80)));
  }

  @Test
  void fileThatCannotBeCut_isReadByOneTask() {
    assertThat(SPLITS.of(files(250), f -> false))
        .containsExactly(List.of(new Split(file(0, 250), 0, 250)));
  }

  @Test
  void smallFiles_areReadByFewTasks() {
    List<List<Split>> tasks = SPLITS.of(files(5, 5, 5, 5, 5, 5, 5, 5), f -> true);

    assertThat(tasks).hasSize(2).allSatisfy(t -> assertThat(t).hasSize(4));
  }

  @Test
  void emptyFile_isReadToo() {
    assertThat(SPLITS.of(files(0), f -> true))
        .containsExactly(List.of(new Split(file(0, 0), 0, 0)));
  }

  @Test
  void parts_ofAnyFiles_coverEveryByteOnce() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      long[] sizes = random.longs(random.nextInt(1, 20), 0, 1000).toArray();
      List<List<Split>> tasks =
          new Splits(random.nextLong(1, 300), random.nextLong(1, 50), random.nextInt(1, 9))
              .of(files(sizes), f -> f.number() % 2 == 0);
      for (int n = 0; n < sizes.length; n++) {
        int number = n;
        List<Split> parts =
            new ArrayList<>(
                tasks.stream()
                    .flatMap(List::stream)
                    .filter(s -> s.file().number() == number)
                    .toList());
        parts.sort((a, b) -> Long.compare(a.from(), b.from()));
        long end = 0;
        for (Split part : parts) {
          assertThat(part.from()).isEqualTo(end);
          end = part.to();
        }
        assertThat(end).isEqualTo(sizes[n]);
        assertThat(parts).isNotEmpty();
      }
    }
  }

  private static List<BatchFile> files(long... sizes) {
    return IntStream.range(0, sizes.length).mapToObj(i -> file(i, sizes[i])).toList();
  }

  private static BatchFile file(int number, long size) {
    return new BatchFile(number, "file:/x", "x", "s3://landing/x", "v1", 0, size, "");
  }
}
