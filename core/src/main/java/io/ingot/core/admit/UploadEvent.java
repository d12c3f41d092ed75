package io.ingot.core.admit;

import io.ingot.core.ledger.FileVersion;

/** What a message of the upload queue says. */
public sealed interface UploadEvent {

  /**
   * An object was created.
   *
   * @param file its identity; the version is empty if the bucket keeps none
   * @param sequencer S3's order of the events of this key; empty if unknown
   */
  record Created(FileVersion file, String sequencer) implements UploadEvent {}

  /** Nothing to admit: a deletion or S3's test event. */
  record Ignored(String reason) implements UploadEvent {}

  /** No S3 event at all. */
  record Unreadable(String reason) implements UploadEvent {}
}
