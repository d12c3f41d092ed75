package io.ingot.core.ledger;

/**
 * One object version: the unit that is loaded exactly once.
 *
 * @param bucket the bucket
 * @param key the key, raw (never URL-encoded)
 * @param version the version id
 */
public record FileVersion(String bucket, String key, String version) {
  /** The object's address without its version, as {@code _source_file} shows it. */
  public String uri() {
    return "s3://" + bucket + "/" + key;
  }

  @Override
  public String toString() {
    return uri() + "?versionId=" + version;
  }
}
