package io.ingot.readers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Port: the bytes of one file. What its streams throw is the storage's fault, not the file's. */
public interface FileBytes {

  /** The object's key, raw; its folders and name may hold columns. */
  String key();

  /** Bytes. */
  long length();

  /** When it was uploaded. */
  Instant modified();

  /** Opens the file from a byte on. */
  InputStream open(long from) throws IOException;
}
