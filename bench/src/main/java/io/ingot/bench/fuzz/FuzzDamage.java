package io.ingot.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What happens to files on their way: one kind of damage at a time. */
final class FuzzDamage {
  private static final int HUGE = 300_000;
  private static final int AVRO_MARKER = 16;
  private static final List<String> SNIPPETS =
      List.of(
          "\"",
          "\"\"",
          "\\",
          "\\\"",
          "'",
          ",",
          ";",
          "\t",
          ",,,,,,,,",
          "{",
          "}",
          "}{",
          "[",
          "]",
          "},{",
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "\u2028",
          "\u000b",
          "\u0000",
          "\u0001",
          "\u001a",
          "\uFEFF",
          "\uFFFD",
          "NULL",
          "null",
          "\\N",
          "NaN",
          "-",
          "1e999",
          "0",
          ".",
          "e5",
          " ",
          "\u00a0",
          "#",
          "--",
          "--,",
          "END,1",
          "||",
          "}}\"}]");

  private final Random random;

  FuzzDamage(Random random) {
    this.random = random;
  }

  /** Damages a text. */
  byte[] of(byte[] text) {
    int at = random.nextInt(text.length + 1);
    int to = Math.min(text.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(17)) {
      case 0 -> Arrays.copyOf(text, at);
      case 1 -> replaced(text, at, to, noise(to - at));
      case 2 -> replaced(text, at, at, noise(1 + random.nextInt(20)));
      case 3 -> replaced(text, at, to, new byte[0]);
      case 4 -> replaced(text, at, at, Arrays.copyOfRange(text, at, to));
      case 5, 6, 7, 8 -> replaced(text, at, at, snippet());
      case 9 -> replaced(text, at, at, huge());
      case 10 -> recoded(text, StandardCharsets.ISO_8859_1);
      case 11 ->
          recoded(text, random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
      case 12 -> replaced(text, 0, 0, "\uFEFF".getBytes(StandardCharsets.UTF_8));
      case 13 -> otherLineEnds(text);
      case 14 -> replaced(text, 0, Math.min(at, 80), new byte[0]);
      case 15 ->
          random.nextInt(4) == 0 ? noise(random.nextInt(2000)) : replaced(text, at, at, noise(3));
      default -> random.nextInt(4) == 0 ? other() : replaced(text, at, at, snippet());
    };
  }

  /** Damages what is compressed. */
  byte[] ofPacked(byte[] packed) {
    int at = 1 + random.nextInt(packed.length - 1);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(packed, at);
      case 1 -> replaced(packed, at, at + 1, noise(1));
      case 2 -> replaced(packed, packed.length, packed.length, noise(1 + random.nextInt(30)));
      default -> replaced(packed, packed.length, packed.length, packed);
    };
  }

  /**
   * Damages a columnar file. An Avro file is not cut behind a block: what is left is a whole file.
   */
  byte[] ofColumnar(byte[] file) {
    int at = 1 + random.nextInt(file.length - 1);
    int to = Math.min(file.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(9)) {
      case 0 -> endsBlock(file, at) ? Arrays.copyOf(file, at - 1) : Arrays.copyOf(file, at);
      case 1, 2, 3 -> replaced(file, at, at + 1, noise(1));
      case 4 -> replaced(file, at, to, noise(to - at));
      case 5 -> replaced(file, at, to, new byte[0]);
      case 6 -> replaced(file, at, at, noise(1 + random.nextInt(20)));
      case 7 -> replaced(file, file.length, file.length, noise(1 + random.nextInt(30)));
      default -> random.nextInt(4) == 0 ? other() : replaced(file, at, to, new byte[to - at]);
    };
  }

  /** Whether a block of an Avro file ends at a place: with the marker at the file's end. */
  private static boolean endsBlock(byte[] file, int at) {
    return at >= AVRO_MARKER
        && Arrays.equals(file, at - AVRO_MARKER, at, file, file.length - AVRO_MARKER, file.length);
  }

  private byte[] snippet() {
    return SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] other() {
    return switch (random.nextInt(5)) {
      case 0 -> new byte[0];
      case 1 -> " \r\n\t\n".getBytes(StandardCharsets.UTF_8);
      case 2 -> ",".repeat(1 + random.nextInt(150_000)).getBytes(StandardCharsets.UTF_8);
      case 3 -> "[".repeat(1 + random.nextInt(5_000)).getBytes(StandardCharsets.UTF_8);
      default -> "PAR1".getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] huge() {
    byte[] field = new byte[random.nextInt(8) == 0 ? HUGE : 3_000];
    Arrays.fill(field, (byte) List.of('x', '9', '"', ',', ' ').get(random.nextInt(5)).charValue());
    return field;
  }

  private static byte[] recoded(byte[] text, Charset charset) {
    return new String(text, StandardCharsets.UTF_8).getBytes(charset);
  }

  private byte[] otherLineEnds(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : text) {
      if (b == '\n' && random.nextInt(3) == 0) {
        out.writeBytes(
            List.of("\r\n", "\r", "\n\n", "\n\r")
                .get(random.nextInt(4))
                .getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(b);
      }
    }
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] replaced(byte[] text, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text, 0, from);
    out.writeBytes(by);
    out.write(text, to, text.length - to);
    return out.toByteArray();
  }
}
