package io.ingot.functions.admit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import io.ingot.core.admit.Admit;
import io.ingot.core.admit.Arrivals;
import io.ingot.core.failure.FileRefusedException;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.failure.TransientException;
import io.ingot.core.ledger.FileItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.ledger.InMemoryLedger;
import io.ingot.core.port.LandedObject;
import io.ingot.core.port.Landing;
import io.ingot.core.port.Workflow;
import io.ingot.functions.aws.PackagedDefinitions;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Admit, called with the sample batch of messages: two uploads, one of them twice, and nonsense.
 */
class AdmitHandlerTest {
  private static final String MESSAGE = "059f36b4-87a3-44ab-83d2-66197000000";

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final List<String> started = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private RuntimeException oddKey;
  private boolean workflowUnreachable;

  private List<String> failures() {
    SQSEvent event = EventLoader.loadSQSEvent("uploads.json");
    AdmitHandler handler =
        new AdmitHandler(
            new Admit(
                new PackagedDefinitions().definitions(),
                ledger,
                new Uploaded(),
                (s, m) -> told.add(m)),
            new Arrivals(ledger, new Started()),
            () -> Instant.parse("2026-01-01T00:00:00Z"),
            () -> "b1");
    return handler.handleRequest(event, context()).getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  @Test
  void batch_withADuplicateAndNonsense_admitsTheOthersAndAnnouncesOnce() {
    assertThat(failures()).isEmpty();
    assertThat(ledger.waiting("rides", 10)).hasSize(2);
    assertThat(ledger.pipeline("rides").arrivals()).isEqualTo(1);
    assertThat(started).containsExactly("rides-b1-1");
  }

  @Test
  void batch_oneObjectThatMayNotBeRead_isRefusedAndNothingIsReportedBack() {
    oddKey = new FileRefusedException("file", "it may not be read", null);

    assertThat(failures()).isEmpty();
    assertThat(ledger.waiting("rides", 10)).hasSize(1);
    assertThat(told).hasSize(1).first().asString().contains("Größe", "it may not be read");
    assertThat(started).hasSize(1);
  }

  static List<RuntimeException> troubles() {
    return List.of(
        new TransientException("Cannot read an object: it is a test. Try again."),
        new RefusedException("Cannot find an object: the service refused. Check the role."),
        new IllegalStateException("something nobody thought of"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void batch_oneUploadThatCannotBeLookedAt_isTheOnlyOneReportedBack(RuntimeException trouble) {
    oddKey = trouble;

    assertThat(failures()).containsExactly(MESSAGE + "2");
    assertThat(ledger.waiting("rides", 10)).hasSize(1);
    assertThat(started).hasSize(1);
  }

  @Test
  void batch_thatCannotBeAnnounced_isReportedBackAndAnnouncedLater() {
    workflowUnreachable = true;
    assertThat(failures()).containsExactlyInAnyOrder(MESSAGE + "1", MESSAGE + "2", MESSAGE + "4");

    workflowUnreachable = false;
    assertThat(failures()).isEmpty();
    assertThat(ledger.waiting("rides", 10)).hasSize(2);
    assertThat(ledger.pipeline("rides").arrivals()).isEqualTo(2);
    assertThat(started).containsExactly("rides-b1-1");
  }

  private static Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {}

          @Override
          public void log(byte[] message) {}
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getName().equals("getLogger") ? logger : "request");
  }

  private final class Started implements Workflow {
    @Override
    public Start start(String name, String input) {
      if (workflowUnreachable) {
        throw new TransientException("Cannot start an execution: it is a test. Try again.");
      }
      started.add(name);
      return Start.running;
    }

    @Override
    public boolean running(String execution) {
      return false;
    }
  }

  private final class Uploaded implements Landing {
    private static final String ROWS = "ride_id,Date\nR1,2024-05-01\n";

    @Override
    public boolean versioned(String bucket) {
      return true;
    }

    @Override
    public Optional<LandedObject> find(FileVersion file) {
      if (oddKey != null && file.key().contains("Größe")) {
        throw oddKey;
      }
      return Optional.of(new LandedObject(file, ROWS.length(), "e", Instant.EPOCH, false));
    }

    @Override
    public byte[] firstBytes(FileVersion file, int count) {
      return ROWS.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String readable(FileItem file) {
      return file.file().uri();
    }

    @Override
    public Stream<LandedObject> list(String prefix) {
      return Stream.of();
    }
  }
}
