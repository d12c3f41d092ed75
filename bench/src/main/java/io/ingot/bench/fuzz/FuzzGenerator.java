package io.ingot.bench.fuzz;

import io.ingot.core.definition.SourceDefinition;
import io.ingot.readers.ReadSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Writes files as people and programs write them, and damages them. The same seed, the same files.
 */
final class FuzzGenerator {
  private static final int MOST_RECORDS = 12;

  private final long seed;
  private final List<FuzzSource> sources;
  private final Map<FuzzSource, SourceDefinition> definitions;

  FuzzGenerator(long seed, List<FuzzSource> sources) {
    this.seed = seed;
    this.sources = sources;
    this.definitions = FuzzSource.definitions(sources);
  }

  /** The definitions of the sources. */
  Map<FuzzSource, SourceDefinition> definitions() {
    return definitions;
  }

  /**
   * One file.
   *
   * @param index its number; names and tokens of two numbers differ
   */
  FuzzFile file(int index) throws IOException {
    // Seeds in a row begin alike in Random, so they are mixed.
    Random random = new Random(new SplittableRandom(seed * 1_000_003 + index).nextLong());
    FuzzSource source = sources.get(random.nextInt(sources.size()));
    ReadSpec spec = definitions.get(source).readSpec();
    boolean more = random.nextInt(8) == 0;
    List<List<String>> records = new ArrayList<>();
    for (int i = random.nextInt(MOST_RECORDS); i > 0; i--) {
      records.add(fields(source, (index * MOST_RECORDS + i) * 10, more, random));
    }
    String name = "f" + index + source.suffix();
    FuzzDamage damage = new FuzzDamage(random);
    int rounds = random.nextInt(4);
    if (source.isColumnar()) {
      byte[] file = FuzzColumnar.write(source, records, more, random);
      boolean isWhole = rounds < 2;
      return new FuzzFile(
          source, spec, name, isWhole ? file : damage.ofColumnar(file), records, isWhole);
    }
    byte[] text = new FuzzText(source, spec, random).write(records, more);
    Charset charset = Charset.forName(spec.format().csv().encoding());
    for (int i = 0; i < rounds; i++) {
      // Most damage is done to the text, and not to bytes that are no characters any more.
      text =
          random.nextInt(4) == 0
              ? damage.of(text)
              : recoded(damage.of(recoded(text, charset, StandardCharsets.UTF_8)), charset);
    }
    FuzzPacking packing = FuzzPacking.any(random);
    byte[] packed = packing.pack(text);
    return new FuzzFile(
        source,
        spec,
        name + packing.suffix(),
        packing == FuzzPacking.none || random.nextBoolean() ? packed : damage.ofPacked(packed),
        records,
        rounds == 0);
  }

  private static byte[] recoded(byte[] utf8, Charset charset) {
    return recoded(utf8, StandardCharsets.UTF_8, charset);
  }

  private static byte[] recoded(byte[] text, Charset from, Charset to) {
    return from.equals(to) ? text : new String(text, from).getBytes(to);
  }

  /** Texts that are what they should be, and tokens where they are not. */
  private static List<String> fields(FuzzSource source, int number, boolean more, Random random) {
    List<String> fields = new ArrayList<>();
    fields.add(Long.toString(7_000_000_000L + number));
    fields.addAll(source.good());
    for (int i = 0; i < fields.size(); i++) {
      if (random.nextInt(6) == 0) {
        fields.set(i, token(number + i));
      }
    }
    fields.add(token(number + 4));
    if (more) {
      fields.add(token(number + 5));
    }
    return fields;
  }

  private static String token(int number) {
    return "T%09dZ".formatted(number);
  }
}
