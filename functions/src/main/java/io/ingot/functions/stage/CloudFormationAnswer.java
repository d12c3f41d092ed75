package io.ingot.functions.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a custom resource answers CloudFormation. Source: CloudFormation user guide, "Custom
 * resource response objects"; the whole may have 4096 bytes.
 */
record CloudFormationAnswer(
    @JsonProperty("Status") String status,
    @JsonProperty("Reason") String reason,
    @JsonProperty("PhysicalResourceId") String physicalResourceId,
    @JsonProperty("StackId") String stackId,
    @JsonProperty("RequestId") String requestId,
    @JsonProperty("LogicalResourceId") String logicalResourceId,
    @JsonProperty("Data") Map<String, String> data) {
  private static final int LONGEST_REASON = 1024;
  private static final int TRIES = 3;
  private static final int TIMEOUT_MILLIS = 10_000;

  static CloudFormationAnswer success(
      JsonNode request, String physicalId, Map<String, String> data) {
    return of(request, "SUCCESS", "", physicalId, data);
  }

  static CloudFormationAnswer failed(JsonNode request, String physicalId, String reason) {
    return of(request, "FAILED", cut(reason), physicalId, Map.of());
  }

  private static CloudFormationAnswer of(
      JsonNode request, String status, String reason, String physicalId, Map<String, String> data) {
    return new CloudFormationAnswer(
        status,
        reason,
        physicalId,
        request.path("StackId").asText(),
        request.path("RequestId").asText(),
        request.path("LogicalResourceId").asText(),
        data);
  }

  /**
   * Puts the answer where CloudFormation waits for it; some tries are made.
   *
   * @param url a presigned S3 URL, signed for an empty content type
   */
  void send(String url) throws IOException {
    byte[] body = Json.bytes(this);
    for (int i = 1; ; i++) {
      try {
        int status = put(url, body);
        if (status / 100 == 2) {
          return;
        }
        throw new IOException(
            "Cannot answer CloudFormation: it refused the answer (HTTP %d).".formatted(status));
      } catch (IOException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static int put(String url, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod("PUT");
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Content-Type", "");
    connection.setFixedLengthStreamingMode(body.length);
    connection.setDoOutput(true);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    return status;
  }

  private static String cut(String reason) {
    int end = Math.min(reason.length(), LONGEST_REASON);
    while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
      end--;
    }
    return reason.substring(0, end);
  }
}
