package io.ingot.readers;

import static io.ingot.readers.JsonFile.column;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFaultTest {
  private final JsonFile file = JsonFile.of(column("a", "int"), column("p.q", "string"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        // not an object
        "null!0!null, not an object",
        "12!0!a number, not an object",
        "true!0!a boolean, not an object",
        "\"a\"!0!a string, not an object",
        "[{\"a\":1}] x!0!a JSON array",
        "id,name!0!text that is not JSON",
        "<html>!0!text that is not JSON",
        "nil!0!text that is not JSON",
        "# a!0!a comment",
        "]!0!a closing bracket too many",
        // behind an object
        "{\"a\":1}}!7!a closing bracket too many",
        "{\"a\":1},!7!a comma behind the object",
        "{\"a\":1}[2]!7!text behind the object",
        "{\"a\":1} // one!8!a comment",
        // keys
        "{a:1}!1!a key without quotes",
        "{'a':1}!1!single quotes in place of double quotes",
        "{\"a\":1,b:2}!7!a key without quotes",
        "{\"a\":1,}!7!a comma behind the last item",
        "{,\"a\":1}!1!a comma without a value before it",
        "{\"a\":1,,\"b\":2}!7!a comma without a value before it",
        "{\"a\" 1}!5!a colon expected",
        "{\"a\"}!4!a key without a value",
        "{\"a\"=1}!4!a colon expected",
        "{1:1}!1!a key expected",
        "{!1!an object is not closed",
        "{]!1!a key expected",
        // values
        "{\"a\":}!5!a closing bracket in place of a value",
        "{\"a\":,}!5!a comma without a value before it",
        "{\"a\":'x'}!5!single quotes in place of double quotes",
        "{\"a\":NaN}!5!NaN is not JSON",
        "{\"a\":-Infinity}!6!Infinity is not JSON",
        "{\"a\":None}!5!None is not JSON",
        "{\"a\":True}!5!True is not JSON",
        "{\"a\":undefined}!5!undefined is not JSON",
        "{\"a\":nul}!5!a value expected",
        "{\"a\":x}!5!a value expected",
        "{\"a\":/*1*/2}!5!a comment",
        "{\"a\":\u00a01}!5!a value expected",
        "{\"a\":1 2}!7!a comma or a closing bracket expected",
        "{\"a\":1 \"b\":2}!7!no comma between two values",
        "{\"a\":1]!6!a closing bracket of the wrong kind",
        "{\"a\":1x}!6!a comma or a closing bracket expected",
        "{\"a\":1;\"b\":2}!6!a comma or a closing bracket expected",
        "{\"a\":1!6!an object is not closed",
        // numbers
        "{\"a\":01}!6!a number with a leading zero",
        "{\"a\":-01}!7!a number with a leading zero",
        "{\"a\":+1}!5!a plus before a number",
        "{\"a\":.5}!5!a number without digits before its point",
        "{\"a\":1.}!7!a number without digits behind its point",
        "{\"a\":1.e5}!7!a number without digits behind its point",
        "{\"a\":1e}!7!a number without digits in its exponent",
        "{\"a\":1e+}!8!a number without digits in its exponent",
        "{\"a\":-}!6!a minus without a number",
        "{\"a\":0x1F}!6!a comma or a closing bracket expected",
        "{\"a\":1_000}!6!a comma or a closing bracket expected",
        // strings
        "{\"a\":\"b!7!a string is not closed",
        "{\"a\":\"b}!8!a string is not closed",
        "{\"a\":\"b\tc\"}!7!a control character in a string",
        "{\"a\":\"\\x\"}!7!a backslash before a character that it does not escape",
        "{\"a\":\"\\u12G4\"}!10!\\u without four hexadecimal digits",
        "{\"a\":\"\\\"}!9!a string is not closed",
        // nested
        "{\"a\":[1,]}!8!a comma behind the last item",
        "{\"a\":[,1]}!6!a comma without a value before it",
        "{\"a\":[1 2]}!8!a comma or a closing bracket expected",
        "{\"a\":[1}}!7!a closing bracket of the wrong kind",
        "{\"a\":{\"b\":1]}!11!a closing bracket of the wrong kind",
        "{\"a\":{\"b\":1,}}!12!a comma behind the last item",
        "{\"a\":{b:1}}!6!a key without quotes",
        "{\"a\":[NaN]}!6!NaN is not JSON",
        "{\"a\":[1!7!an object is not closed",
        // keys that are there twice
        "{\"a\":1,\"a\":2}!7!key a twice",
        "{\"a\":1,\"b\":2,\"\\u0061\":2}!13!key a twice",
        "{\"x\":1,\"x\":null}!7!key x twice",
        "{\"x\":{\"y\":1,\"z\":2,\"y\":3}}!18!key y twice",
        "{\"x\":[{\"y\":{}},{\"\\u0079\":1,\"y\":1}]}!27!key y twice",
        "{\"p\":{\"q\":1,\"q\":2}}!12!key q twice",
        "{\"p\":{\"r\":1,\"r\":2}}!12!key r twice",
      })
  void line_thatIsNotJson_saysWhatAndWhere(String line, int offset, String reason) {
    assertThat(file.read("{}\n" + line + "\n{\"a\":2}"))
        .containsExactly(
            "0: null|null",
            "3: corrupt, %s (at offset %d): %s".formatted(closed(reason), offset, line),
            "%d: 2|null".formatted(4 + line.getBytes(UTF_8).length));
    assertThat(file.report().corrupt())
        .containsExactly(java.util.Map.entry(closed(reason), new FileReport.Met(1, 3, line)));
  }

  /** Before a line's end, what is not closed would have to go over it. */
  private static String closed(String reason) {
    return reason.equals("an object is not closed") ? "the line ends inside an object" : reason;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":{\"y\":1},\"y\":{\"y\":1}}",
        "{\"x\":[{\"y\":1},{\"y\":1}]}",
        "{\"x\":{\"y\":1,\"Y\":1,\"\":1,\" \":1}}"
      })
  void keysOfDifferentObjects_mayBeEqual(String line) {
    assertThat(file.read(line)).first().asString().startsWith("0: null|null rescued ");
  }

  @Test
  void manyKeys_areComparedEachWithEach() {
    StringBuilder nested = new StringBuilder("{\"x\":{");
    for (int i = 0; i < 9_000; i++) {
      nested.append("\"key").append(i).append("\":").append(i).append(',');
    }
    assertThat(file.read(nested + "\"z\":1}}")).first().asString().startsWith("0: null");
    assertThat(file.read(nested + "\"key777\":1}}"))
        .first()
        .asString()
        .contains("key key777 twice");
    String flat = nested.substring("{\"x\":".length());
    assertThat(file.read(flat + "\"z\":1}")).first().asString().startsWith("0: null");
    assertThat(file.read(flat + "\"key777\":1}")).first().asString().contains("key key777 twice");
    assertThat(file.read(flat + "\"key8777\":1}")).first().asString().contains("key8777 twice");
  }

  @Test
  void depth_hasALimit() {
    String deep = "[".repeat(999) + "]".repeat(999);
    assertThat(file.read("{\"x\":" + deep + "}")).first().asString().startsWith("0: null|null");
    assertThat(file.read("{\"x\":[" + deep + "]}"))
        .first()
        .asString()
        .startsWith(
            "0: corrupt, more than 1000 objects and arrays in one another (at offset 1004)");
    String objects = "{\"x\":".repeat(1_000);
    assertThat(file.read(objects + "1" + "}".repeat(1_000)))
        .first()
        .asString()
        .startsWith("0: null|null");
    assertThat(file.read(objects + "{}" + "}".repeat(1_000)))
        .first()
        .asString()
        .startsWith(
            "0: corrupt, more than 1000 objects and arrays in one another (at offset 5000)");
  }
}
