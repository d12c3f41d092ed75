package io.ingot.readers;

/** Why bytes are not a record, or not yet. */
final class JsonFault extends Exception {
  private static final long serialVersionUID = 1;

  static final String COMMA_BEHIND = "a comma behind the object";
  static final String ARRAY = "a JSON array";
  static final String LINE_ENDS = "the line ends inside an object";

  private static final String MORE = "more bytes are needed";

  /** Place of the byte that shows it. */
  final int at;

  /**
   * Makes the fault.
   *
   * @param kind what it is, in words that can be counted
   */
  JsonFault(String kind, int at) {
    super(kind, null, false, false);
    this.at = at;
  }

  /** More bytes are needed to tell. */
  static JsonFault more() {
    return new JsonFault(MORE, 0);
  }

  boolean isMoreNeeded() {
    return kind().equals(MORE);
  }

  /** Whether a line shows this if the records of a file are not one per line. */
  static boolean isOfOtherLayout(String kind) {
    return kind.equals(ARRAY) || kind.equals(LINE_ENDS) || kind.equals(COMMA_BEHIND);
  }

  String kind() {
    return getMessage();
  }
}
