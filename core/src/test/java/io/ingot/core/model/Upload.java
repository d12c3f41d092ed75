package io.ingot.core.model;

import io.ingot.core.ledger.FileVersion;

/**
 * A file version of a scenario.
 *
 * @param name last part of its key
 * @param version its version; versions of one key are ordered by it
 * @param minute when it was uploaded
 * @param trouble what is wrong with it
 */
record Upload(String name, int version, int minute, Trouble trouble) {
  /** What can be wrong with a file. */
  enum Trouble {
    none,
    /** Admit refuses it. */
    empty,
    /** Bronze refuses it. */
    unreadable,
    /** Bronze refuses it in the first attempt of a batch and reads it in later ones. */
    unreadable_at_first,
    /** Silver's gate refuses the batch, until an operator has repaired the rule. */
    gate
  }

  FileVersion file() {
    return new FileVersion("landing", "rides/data/" + name, "v" + version);
  }

  String sequencer() {
    return Integer.toString(version);
  }
}
