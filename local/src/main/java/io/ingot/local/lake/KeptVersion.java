package io.ingot.local.lake;

import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import java.time.Instant;

/**
 * What is kept beside the bytes of a file version.
 *
 * @param key the key in the landing folder
 * @param version the version id
 * @param size bytes
 * @param etag MD5 of the bytes, hexadecimal, as S3 has it for an object put in one part
 * @param time when it was uploaded, to the microsecond
 * @param sequencer hexadecimal order of the versions of the key
 * @param modified the landing file's own time, by which it is recognized without reading it
 * @param data name of the file with the bytes
 */
record KeptVersion(
    String key,
    String version,
    long size,
    String etag,
    Instant time,
    String sequencer,
    Instant modified,
    String data) {

  LandedObject landed() {
    return new LandedObject(
        new FileVersion(Lake.LANDING_BUCKET, key, version), size, etag, time, false);
  }

  boolean looksLike(Look look) {
    return size == look.size() && modified.equals(look.modified());
  }
}
