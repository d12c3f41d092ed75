package io.ingot.readers.columnar;

import io.ingot.readers.UnreadableFileException;
import java.io.UncheckedIOException;

/** A key of a map, on its way to the name of a JSON member. */
final class MapKey extends AsText {
  private final Json out;
  private Json nested;

  MapKey(Json out) {
    this.out = out;
  }

  @Override
  public void takeNull() {
    throw new UncheckedIOException(new UnreadableFileException("a map has a key that is NULL"));
  }

  @Override
  public void takeText(byte[] utf8, int from, int to) {
    out.name(utf8, from, to);
  }

  @Override
  void written(boolean bare) {
    out.name(text.bytes, 0, text.length);
  }

  @Override
  public Json open() {
    nested = new Json();
    return nested;
  }

  @Override
  public void close() {
    out.name(nested.bytes(), 0, nested.length());
  }
}
