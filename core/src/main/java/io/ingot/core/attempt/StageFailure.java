package io.ingot.core.attempt;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.util.Optional;

/**
 * Why a stage of an attempt failed, written by the job itself.
 *
 * @param stage the stage; empty, also in JSON, where only the state machine knows of the failure
 * @param kind what to do about it
 * @param error the exception's class name
 * @param message its message, with what it was caused by
 */
public record StageFailure(
    @JsonSerialize(converter = Written.class) @JsonDeserialize(converter = Read.class)
        Optional<Stage> stage,
    Kind kind,
    String error,
    String message) {
  /** Kinds of job failures. */
  public enum Kind {
    /** Try again as it is. */
    transient_failure,
    /** A publish gate: hold. */
    gate,
    /** Input, definition or code is wrong: hold. */
    refused,
    /** Another attempt owns the table now: look at the stamps. */
    fenced,
    /** Memory ran out: try again with more. */
    out_of_memory
  }

  /** Key of an attempt's failure in the work bucket. */
  public static String key(String pipeline, long batch, long fence, int attempt) {
    return Attempt.key(pipeline, batch, fence, attempt, "failure");
  }

  /** How the stage is written. */
  static final class Written extends StdConverter<Optional<Stage>, String> {
    @Override
    public String convert(Optional<Stage> stage) {
      return stage.map(Stage::name).orElse("");
    }
  }

  /** How the stage is read. */
  static final class Read extends StdConverter<String, Optional<Stage>> {
    @Override
    public Optional<Stage> convert(String name) {
      return name.isEmpty() ? Optional.empty() : Optional.of(Stage.valueOf(name));
    }
  }
}
