package io.ingot.readers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** Where in JSON a byte stands that should not be there, to say what is wrong. */
enum JsonPlace {
  RECORD,
  FIRST_KEY,
  NEXT_KEY,
  BEHIND_KEY,
  VALUE,
  NEXT_ITEM,
  BEHIND_VALUE,
  BEHIND_ITEM,
  BEHIND_RECORD;

  private static final List<String> WORDS =
      List.of("NaN", "Infinity", "None", "True", "False", "TRUE", "FALSE", "NULL", "undefined");

  private static final byte[] TRUE = "true".getBytes(US_ASCII);
  private static final byte[] FALSE = "false".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);

  /** The only word of JSON that may begin with a byte. */
  static byte[] literal(byte first) {
    return switch (first) {
      case 't' -> TRUE;
      case 'f' -> FALSE;
      default -> NULL;
    };
  }

  /**
   * What is wrong with a byte at this place, in words that can be counted.
   *
   * @param word behind the word that begins with it
   * @param limit behind the last byte
   */
  String unexpected(byte[] bytes, int at, int word, int limit) {
    if (at >= limit) {
      return this == RECORD ? "an empty record" : "an object is not closed";
    }
    return switch (bytes[at]) {
      case '\'' -> "single quotes in place of double quotes";
      case '/', '#' -> "a comment";
      case '}', ']' -> closing();
      case ',' -> comma();
      case '"' -> quote();
      case '+' -> this == VALUE ? "a plus before a number" : other();
      case '.' -> this == VALUE ? "a number without digits before its point" : other();
      default -> word > at ? word(new String(bytes, at, word - at, US_ASCII)) : other();
    };
  }

  private String closing() {
    return switch (this) {
      case NEXT_KEY, NEXT_ITEM -> "a comma behind the last item";
      case VALUE -> "a closing bracket in place of a value";
      case BEHIND_KEY -> "a key without a value";
      case BEHIND_VALUE, BEHIND_ITEM -> "a closing bracket of the wrong kind";
      case RECORD, BEHIND_RECORD -> "a closing bracket too many";
      case FIRST_KEY -> other();
    };
  }

  private String comma() {
    return this == BEHIND_RECORD ? JsonFault.COMMA_BEHIND : "a comma without a value before it";
  }

  private String quote() {
    return switch (this) {
      case BEHIND_VALUE, BEHIND_ITEM -> "no comma between two values";
      default -> other();
    };
  }

  private String word(String word) {
    if (this == FIRST_KEY || this == NEXT_KEY) {
      return "a key without quotes";
    }
    return this == VALUE && WORDS.contains(word) ? word + " is not JSON" : other();
  }

  private String other() {
    return switch (this) {
      case RECORD -> "text that is not JSON";
      case FIRST_KEY, NEXT_KEY -> "a key expected";
      case BEHIND_KEY -> "a colon expected";
      case VALUE, NEXT_ITEM -> "a value expected";
      case BEHIND_VALUE, BEHIND_ITEM -> "a comma or a closing bracket expected";
      case BEHIND_RECORD -> "text behind the object";
    };
  }

  /** Whether a byte can be part of a word. */
  static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == '$';
  }
}
