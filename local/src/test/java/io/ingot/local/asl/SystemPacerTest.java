package io.ingot.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SystemPacerTest {
  private final SystemPacer pacer = new SystemPacer();

  @Test
  void pause_lastsAtLeastItsDuration() {
    Instant before = Instant.now();

    pacer.pause(Duration.ofMillis(3));

    assertThat(pacer.now()).isAfterOrEqualTo(before.plusMillis(3));
  }

  @Test
  void pause_ofAnInterruptedThread_endsTheExecution() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pacer.pause(Duration.ofHours(1)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("Cannot continue the execution: it was interrupted in a pause (PT1H).");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void jitter_isAFraction() {
    assertThat(pacer.jitter()).isBetween(0.0, 1.0);
  }
}
