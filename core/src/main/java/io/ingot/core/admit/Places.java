package io.ingot.core.admit;

import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import java.util.Iterator;

/**
 * The place of a version whose event is lost, among the versions of its key: behind the version
 * that the bucket lists before it, and before the event of any other.
 */
public final class Places {
  /** The place before the first version of a key. */
  public static final String FIRST = "000000000000000000";

  /** What a place is followed by: lower than any event of S3. */
  private static final String NEXT = "01";

  private final Ledger ledger;

  public Places(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The place behind another, for a version that the ledger does not know. */
  public static String behind(String place) {
    return place + NEXT;
  }

  /** The place that the ledger knows of a version; if it knows none, the other one. */
  public String known(String pipeline, FileVersion file, String otherwise) {
    return ledger
        .file(pipeline, file)
        .map(FileItem::sequencer)
        .filter(s -> !s.isEmpty())
        .orElse(otherwise);
  }

  /** The place of a version that the ledger does not know. */
  String of(String pipeline, FileVersion file, Landing landing) {
    String place = FIRST;
    // The versions of the key itself come first of all whose key begins with it.
    Iterator<LandedObject> versions = landing.list(file.key()).iterator();
    while (versions.hasNext()) {
      FileVersion version = versions.next().file();
      if (version.equals(file) || !version.key().equals(file.key())) {
        break;
      }
      place = known(pipeline, version, behind(place));
    }
    return behind(place);
  }
}
