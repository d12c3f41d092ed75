package io.ingot.readers;

import java.io.IOException;

/** Where the records of a file are. Whatever is looked at begins at {@link Window#at}. */
interface JsonLayout {
  /** So much of a file shows whether it is text. */
  int SAMPLE = 4_096;

  /** Text may have a byte 0 here and there; one of so many is too much. */
  int NULS = 8;

  /** Whether a record may go over a line's end. */
  boolean isAcrossLines();

  /**
   * Goes on to the first byte of the next record.
   *
   * @return whether there is one
   * @throws JsonFault only {@link JsonFault#more}
   */
  boolean next() throws IOException, JsonFault;

  /** Checks what stands behind a record. */
  void checkBehind(int end) throws JsonFault;

  /**
   * The place behind a record that cannot be read, after what was at hand may have moved.
   *
   * @throws UnreadableFileException if nobody can tell
   */
  int behindBroken(JsonFault fault) throws IOException;

  /**
   * Checks that a file whose first record cannot be read is text.
   *
   * @throws UnreadableFileException if it is not
   */
  static void checkText(Window window) throws IOException {
    while (window.limit - window.at < SAMPLE && !window.ended) {
      window.more();
    }
    int end = Math.min(window.limit, window.at + SAMPLE);
    int nuls = 0;
    for (int i = window.at; i < end; i++) {
      nuls += window.bytes[i] == 0 ? 1 : 0;
    }
    if (nuls * NULS > end - window.at) {
      throw new UnreadableFileException(
          Encodings.refusal(window.bytes, window.at, end, TextInput.UTF_8).orElseThrow());
    }
  }
}
