package io.ingot.it.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Published messages; refuses the subjects that SNS refuses. */
public final class FakeSns {
  private final List<Map<String, String>> published = new ArrayList<>();

  /** The parameters of every Publish. */
  public synchronized List<Map<String, String>> published() {
    return List.copyOf(published);
  }

  synchronized FakeAws.Answer answer(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(decode(parts[0]), decode(parts[1]));
    }
    String subject = fields.get("Subject");
    if (subject.length() >= 100 || subject.isEmpty() || subject.matches("(?s).*\\p{Cntrl}.*")) {
      return new FakeAws.Answer(
          400,
          "text/xml",
          "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code>"
              + "<Message>Invalid parameter: Subject</Message></Error></ErrorResponse>");
    }
    published.add(fields);
    return new FakeAws.Answer(
        200,
        "text/xml",
        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
