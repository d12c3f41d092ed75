package io.ingot.functions.aws;

import io.ingot.core.ledger.FileVersion;
import io.ingot.core.plan.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keys of the ledger's one table.
 *
 * <table>
 *   <caption>Items</caption>
 *   <tr><th>item</th><th>pk</th><th>sk</th></tr>
 *   <tr><td>header</td><td>{@code PIPELINE#<pipeline>}</td><td>{@code HEADER}</td></tr>
 *   <tr><td>waiting file</td><td>{@code QUEUE#<pipeline>}</td><td>{@code <bucket>/<key>#<version>}</td></tr>
 *   <tr><td>settled file</td><td>{@code FILE#<pipeline>#<bucket>/<key>}</td><td>version</td></tr>
 *   <tr><td>how far sweeps have come</td><td>{@code SWEEPS}</td><td>{@code MARK}</td></tr>
 *   <tr><td>batch</td><td>{@code BATCH#<pipeline>}</td><td>number, 19 digits</td></tr>
 * </table>
 *
 * <p>A waiting file is keyed by its identity, not by its arrival, so that registering it twice is
 * one conditional write and finding it one read; the queue is sorted when it is read as a whole,
 * which a claim does once.
 */
final class LedgerKeys {
  static final String PK = "pk";
  static final String SK = "sk";

  /** DynamoDB's limit for a sort key, in bytes of UTF-8; an S3 key may have as many by itself. */
  private static final int SORT_KEY_BYTES = 1024;

  private LedgerKeys() {}

  static Map<String, AttributeValue> header(String pipeline) {
    return key("PIPELINE#" + pipeline, "HEADER");
  }

  static Map<String, AttributeValue> waiting(String pipeline, FileVersion file) {
    return key(queue(pipeline), fitting(file.bucket() + "/" + file.key() + "#" + file.version()));
  }

  static Map<String, AttributeValue> settled(String pipeline, FileVersion file) {
    return key(versions(pipeline, file.bucket(), file.key()), file.version());
  }

  static Map<String, AttributeValue> batch(String pipeline, long number) {
    return key(batches(pipeline), "%019d".formatted(number));
  }

  static Map<String, AttributeValue> sweeps() {
    return key("SWEEPS", "MARK");
  }

  static String queue(String pipeline) {
    return "QUEUE#" + pipeline;
  }

  static String versions(String pipeline, String bucket, String key) {
    return files(pipeline) + bucket + "/" + key;
  }

  static String files(String pipeline) {
    return "FILE#" + pipeline + "#";
  }

  static String batches(String pipeline) {
    return "BATCH#" + pipeline;
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, AttributeValue.fromS(pk), SK, AttributeValue.fromS(sk));
  }

  private static String fitting(String sortKey) {
    byte[] bytes = sortKey.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= SORT_KEY_BYTES ? sortKey : "sha256:" + Sha256.hex(bytes);
  }
}
