package io.ingot.readers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FirstLookTest {
  private static final List<Format> FORMATS =
      List.of(
          Format.of(CsvDialect.DEFAULT),
          CsvDialect.with().delimiter("||").multiline(true).encoding("UTF-16").format(),
          CsvDialect.with().widths(2, 3).encoding("Shift_JIS").skipLines(1).format(),
          CsvDialect.with().backslash(true).quote("").comment("#").format(),
          Format.of(Format.Type.json),
          Format.of(Format.Type.parquet));

  /** Whatever the bytes, the answer is a reason or none. */
  @Property(tries = 3_000, seed = "20261129")
  void anyBytes_areLookedAt(
      @ForAll("heads") byte[] head, @ForAll("formats") Format format, @ForAll boolean isWhole)
      throws IOException {
    Optional<String> refusal = FirstLook.refusal(spec(format), new MemoryFile(head), isWhole);

    refusal.ifPresent(reason -> assertThat(reason).isNotBlank().doesNotContain("Exception"));
  }

  /** What a part of a good file says against it, the whole would say. */
  @Property(tries = 1_000, seed = "20261129")
  void partOfAGoodFile_isNotRefused(
      @ForAll("cuts") int cut, @ForAll boolean isPacked, @ForAll("texts") String text)
      throws IOException {
    byte[] plain = ("id,name\n1," + text + "\n").getBytes(UTF_8);
    byte[] all = isPacked ? gzip(plain) : plain;
    byte[] head = Arrays.copyOf(all, Math.min(cut, all.length));

    assertThat(FirstLook.refusal(spec(FORMATS.get(0)), new MemoryFile(head), false)).isEmpty();
    assertThat(FirstLook.refusal(spec(FORMATS.get(0)), new MemoryFile(all), true)).isEmpty();
  }

  @Provide
  Arbitrary<byte[]> heads() {
    Arbitrary<String> beginnings =
        Arbitraries.of(
            "",
            "id,name\n1,a\n",
            "\"id\",\"na",
            "\u001f\u008b\b",
            "\u001f\u008b\b\u0004\0\0\0\0\0",
            "PK\u0003\u0004",
            "BZh91AY&SY",
            "(\u00b5/\u00fd",
            "PAR1",
            "\u00ff\u00fe",
            "\u00ef\u00bb\u00bf",
            "{\"id\":",
            "\u00fd7zXZ\0",
            "%PDF",
            "#\n\\");
    return beginnings.flatMap(
        first ->
            Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(60)
                .map(rest -> joined(first.getBytes(ISO_8859_1), rest)));
  }

  @Provide
  Arbitrary<Format> formats() {
    return Arbitraries.of(FORMATS);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(1, 120);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abß€\"'; ").ofMaxLength(80);
  }

  private static ReadSpec spec(Format format) {
    return new ReadSpec(
        format,
        List.of(new Column("id", "long", true), new Column("name", "string", false)),
        UnknownColumns.rescue,
        "in/",
        1_000);
  }

  private static byte[] joined(byte[] first, byte[] rest) {
    byte[] all = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }
}
