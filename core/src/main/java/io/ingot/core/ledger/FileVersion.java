package io.ingot.core.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One object version: the unit that is loaded exactly once.
 *
 * @param bucket the bucket
 * @param key the key, raw (never URL-encoded)
 * @param version the version id
 */
public record FileVersion(String bucket, String key, String version) {
  private static final Pattern TEXT =
      Pattern.compile("s3://(?<bucket>[^/]+)/(?<key>.+?)([?]versionId=(?<version>[^?]*))?");

  /** The object's address without its version, as {@code _source_file} shows it. */
  public String uri() {
    return "s3://" + bucket + "/" + key;
  }

  /**
   * Reads the text form; the version may be left out.
   *
   * @return empty if it is not one
   */
  public static Optional<FileVersion> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new FileVersion(
                parts.group("bucket"),
                parts.group("key"),
                parts.group("version") == null ? "" : parts.group("version")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return uri() + "?versionId=" + version;
  }
}
