package io.ingot.local.run;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.ingot.core.admit.Admit;
import io.ingot.core.failure.TransientException;
import io.ingot.core.json.Json;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileState;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Workflow;
import io.ingot.functions.admit.AdmitHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Announces landed files as S3, EventBridge and SQS would: events, in a message batch, to Admit.
 */
public final class Uploads {
  private final LocalSystem system;
  private final AdmitHandler admit;

  /**
   * Makes the way from landing to Admit.
   *
   * @param starts what Admit starts executions with
   */
  public Uploads(LocalSystem system, Workflow starts) {
    this.system = system;
    this.admit = system.admitHandler(starts);
  }

  /**
   * Delivers one event per object and answers what the ledger says of each afterwards; those that
   * no source reads, such as markers, are left out.
   *
   * @throws TransientException if Admit reported messages back
   */
  public List<FileItem> deliver(List<LandedObject> objects) {
    SQSEvent event = new SQSEvent();
    event.setRecords(objects.stream().map(this::message).toList());
    SQSBatchResponse response = system.admit(() -> admit.handleRequest(event, system.context()));
    if (!response.getBatchItemFailures().isEmpty()) {
      throw new TransientException(
          "Cannot admit %d of %d files: see %s. Run ./ingot sweep or upload them again."
              .formatted(
                  response.getBatchItemFailures().size(), objects.size(), system.lake().logs()));
    }
    List<FileItem> items = new ArrayList<>();
    for (LandedObject object : objects) {
      if (!system.definitions().passOver(object.file().key())) {
        items.add(known(object));
      }
    }
    return items;
  }

  private FileItem known(LandedObject object) {
    FileVersion file = object.file();
    String pipeline =
        system.definitions().route(file.key()).map(r -> r.pipeline().name()).orElse(Admit.UNROUTED);
    return system
        .ledger()
        .file(pipeline, file)
        .orElseGet(
            () ->
                new FileItem(
                    "",
                    file,
                    object.size(),
                    object.etag(),
                    object.time(),
                    "",
                    FileState.refused,
                    0,
                    "the ledger does not know it"));
  }

  private SQSEvent.SQSMessage message(LandedObject object) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId(UUID.randomUUID().toString());
    message.setBody(Json.write(event(object)));
    return message;
  }

  /** The EventBridge event that S3 sends for an object. */
  private Map<String, Object> event(LandedObject object) {
    return Map.of(
        "version", "0",
        "id", UUID.randomUUID().toString(),
        "detail-type", "Object Created",
        "source", "aws.s3",
        "account", "000000000000",
        "time", object.time().toString(),
        "region", "local",
        "resources", List.of("arn:aws:s3:::" + object.file().bucket()),
        "detail",
            Map.of(
                "version",
                "0",
                "bucket",
                Map.of("name", object.file().bucket()),
                "object",
                Map.of(
                    "key", object.file().key(),
                    "size", object.size(),
                    "etag", object.etag(),
                    "version-id", object.file().version(),
                    "sequencer", system.landing().sequencer(object.file())),
                "reason",
                "PutObject"));
  }
}
