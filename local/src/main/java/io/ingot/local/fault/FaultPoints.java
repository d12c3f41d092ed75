package io.ingot.local.fault;

import io.ingot.core.attempt.Stage;
import io.ingot.core.definition.Definitions;
import io.ingot.core.definition.PipelineDefinition;
import io.ingot.core.definition.SourceDefinition;
import io.ingot.core.failure.RefusedException;
import io.ingot.core.ledger.Ledger;
import io.ingot.core.port.WorkStore;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The points where faults can be: generated from functions, state machine, ports and definitions,
 * so that what is new there is a point without being named here.
 */
public final class FaultPoints {
  private static final List<String> AROUND = List.of("before", "after");
  private static final Set<Effect> CALL = EnumSet.allOf(Effect.class);
  private static final Set<Effect> STEP = EnumSet.complementOf(EnumSet.of(Effect.twice));
  private static final Set<Effect> STATE =
      EnumSet.of(Effect.kill, Effect.fail, Effect.timeout, Effect.delay);

  private final List<Family> families;

  private FaultPoints(List<Family> families) {
    this.families = families;
  }

  /** Points of one kind: each name with each side, or the bare names if there are no sides. */
  private record Family(
      String kind, Collection<String> names, List<String> sides, Set<Effect> effects) {
    List<String> points() {
      return names.stream()
          .flatMap(
              n ->
                  sides.isEmpty()
                      ? java.util.stream.Stream.of(kind + ":" + n)
                      : sides.stream().map(s -> kind + ":" + n + ":" + s))
          .toList();
    }

    boolean allows(Effect effect, String point) {
      return effects.contains(effect) && (effect != Effect.twice || point.endsWith(":before"));
    }

    @Override
    public String toString() {
      return kind + ":" + choice(names) + (sides.isEmpty() ? "" : ":" + choice(sides));
    }

    private static String choice(Collection<String> words) {
      return words.size() == 1 ? words.iterator().next() : "{" + String.join(",", words) + "}";
    }
  }

  /**
   * The points of a system.
   *
   * @param functions names of the Lambda functions
   * @param states names of the states
   */
  public static FaultPoints of(
      Collection<String> functions, Collection<String> states, Definitions definitions) {
    List<Family> families = new ArrayList<>();
    families.add(new Family("lambda", new TreeSet<>(functions), AROUND, CALL));
    families.add(new Family("state", states, List.of("enter", "exit"), STATE));
    families.add(new Family("jobrun", jobRuns(), AROUND, CALL));
    families.add(new Family("sns", List.of("publish"), AROUND, CALL));
    families.add(new Family("ledger", methods(Ledger.class), AROUND, CALL));
    families.add(new Family("work", methods(WorkStore.class), AROUND, CALL));
    for (Stage stage : Stage.values()) {
      families.add(new Family(stage.name(), List.of("start", "prepared", "done"), List.of(), STEP));
      Set<String> tables = tables(stage, definitions);
      if (!tables.isEmpty()) {
        families.add(new Family(stage + ":publish", tables, AROUND, STEP));
      }
    }
    return new FaultPoints(families);
  }

  private static List<String> jobRuns() {
    List<String> names = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      names.add(stage.name());
    }
    names.add("all");
    return names;
  }

  private static Set<String> methods(Class<?> port) {
    return Arrays.stream(port.getMethods())
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tables that a stage publishes; a stage that is none of the three publishes all. */
  private static Set<String> tables(Stage stage, Definitions definitions) {
    Set<String> tables = new TreeSet<>();
    for (PipelineDefinition pipeline : definitions.pipelines()) {
      if (!EnumSet.of(Stage.silver, Stage.gold).contains(stage)) {
        pipeline.sources().forEach(s -> addBronze(s, tables));
      }
      if (!EnumSet.of(Stage.bronze, Stage.gold).contains(stage)) {
        pipeline.sources().forEach(s -> addSilver(s, tables));
      }
      if (!EnumSet.of(Stage.bronze, Stage.silver).contains(stage)) {
        pipeline.marts().forEach(m -> tables.add(m.table().toString()));
      }
    }
    return tables;
  }

  private static void addBronze(SourceDefinition source, Set<String> tables) {
    tables.add(source.bronze().toString());
    tables.add(source.filesTable().toString());
  }

  private static void addSilver(SourceDefinition source, Set<String> tables) {
    source.silver().tables().forEach(t -> tables.add(t.toString()));
  }

  /** All points, kind by kind. */
  public List<String> all() {
    return families.stream().flatMap(f -> f.points().stream()).toList();
  }

  /** Refuses a fault at no point, or with an effect that none of its points can have. */
  void check(Fault fault) {
    List<Family> meant =
        families.stream().filter(f -> f.points().stream().anyMatch(fault::matches)).toList();
    if (meant.isEmpty()) {
      throw new RefusedException(
          "Cannot plan a fault at %s: there is no such point. Points (* stands for any characters): %s."
              .formatted(
                  fault.at(),
                  families.stream().map(Family::toString).collect(Collectors.joining(", "))));
    }
    boolean possible =
        meant.stream()
            .anyMatch(
                f ->
                    f.points().stream()
                        .filter(fault::matches)
                        .anyMatch(p -> f.allows(fault.effect(), p)));
    if (!possible) {
      throw new RefusedException(
          "Cannot plan %s: that cannot happen there (possible: %s; twice only before a call). Choose another effect."
              .formatted(fault, meant.get(0).effects()));
    }
  }
}
