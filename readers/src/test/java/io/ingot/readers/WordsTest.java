package io.ingot.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Eight bytes at once are what they are one by one. */
class WordsTest {
  private static final byte[] NEAR = {
    '0', '9', '5', '/', ':', '"', '\\', ' ', 0x1f, 0, '!', '#', '[', ']', (byte) 0x80, -1
  };

  /** Bytes near the limits of what is looked for, and any others. */
  @Provide
  Arbitrary<byte[]> words() {
    return Arbitraries.randomValue(
        random -> {
          byte[] word = new byte[Words.SIZE];
          for (int i = 0; i < word.length; i++) {
            word[i] = random.nextInt(3) > 0 ? NEAR[random.nextInt(NEAR.length)] : any(random);
          }
          return word;
        });
  }

  private static byte any(Random random) {
    return (byte) random.nextInt(256);
  }

  @Property(seed = "20261129")
  void digits_areCounted(@ForAll("words") byte[] word) {
    int count = 0;
    while (count < word.length && word[count] >= '0' && word[count] <= '9') {
      count++;
    }
    assertThat(Words.digits(Words.at(word, 0))).isEqualTo(count);
  }

  @Property(seed = "20261129")
  void stops_areWhatEndsPlainText(@ForAll("words") byte[] word) {
    int first = 0;
    while (first < word.length
        && word[first] != '"'
        && word[first] != '\\'
        && (word[first] < 0 || word[first] >= ' ')) {
      first++;
    }
    assertThat(Words.first(Words.stops(Words.at(word, 0)))).isEqualTo(first);
  }

  @Property(seed = "20261129")
  void beyondAscii_isToldOfTheBytesBefore(
      @ForAll("words") byte[] word, @ForAll @IntRange(max = 7) int place) {
    boolean any = false;
    for (int i = 0; i < place; i++) {
      any |= word[i] < 0;
    }
    assertThat(Words.beyondAscii(Words.before(Words.at(word, 0), place))).isEqualTo(any);
  }
}
