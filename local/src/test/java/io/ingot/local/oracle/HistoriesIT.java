package io.ingot.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.attempt.Stage;
import io.ingot.core.attempt.StageResult.TableResult;
import io.ingot.core.ledger.BatchItem;
import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import io.ingot.local.oracle.OrdersOracle.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Sixty-two histories through the real workflow, side by side in the same batches: their files and
 * keys do not touch. Each is delivered in two ways.
 */
class HistoriesIT {
  /** How many histories each policy gets, and how many rounds they are delivered in. */
  private static final Map<Policy, Integer> HISTORIES =
      new EnumMap<>(
          Map.of(Policy.replace, 50, Policy.append, 4, Policy.ignore, 4, Policy.reject, 4));

  private static final int ROUNDS = 3;
  private static final Set<String> OPTIONAL = Set.of("destinationstate");

  /** One history in one way of delivery. */
  private record Lane(
      Policy policy, int number, long seed, History history, List<List<History.Upload>> rounds) {
    @Override
    public String toString() {
      return "%s, history of seed %d in lane %d, delivered %s"
          .formatted(
              policy,
              seed,
              number,
              rounds.stream()
                  .map(r -> r.stream().map(u -> history.uploads().indexOf(u)).toList())
                  .toList());
    }
  }

  /** To run a failing one again, add its {@code seed} as printed to the annotation. */
  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void anyDelivery_ofTheSameUploads_leavesTheSameTables(@ForAll long seed) throws IOException {
    List<Lane> lanes = lanes(new Random(seed));
    Map<FileVersion, List<OrderRow>> contents = new HashMap<>();
    Map<History.Upload, LandedObject> landed = new HashMap<>();
    Map<Policy, MergeTwin> twins = new EnumMap<>(Policy.class);
    for (Policy policy : Policy.values()) {
      twins.put(policy, new MergeTwin("s_" + policy, OPTIONAL, contents::get));
    }
    try (FeedsLake lake = new FeedsLake(Files.createTempDirectory("ingot histories"))) {
      for (Lane lane : lanes) {
        for (History.Upload upload : lane.history.uploads()) {
          LandedObject object = lake.put(lane.policy, upload);
          landed.put(upload, object);
          contents.put(object.file(), upload.rows());
        }
      }
      int settled = 0;
      for (int round = 0; round < ROUNDS; round++) {
        List<LandedObject> events = new ArrayList<>();
        for (Lane lane : lanes) {
          lane.rounds.get(round).forEach(u -> events.add(landed.get(u)));
        }
        lake.deliver(events);
        // A source that rejects takes a batch for each further version of a key.
        List<BatchItem> batches = lake.batches();
        for (BatchItem batch : batches.subList(settled, batches.size())) {
          for (Policy policy : Policy.values()) {
            rowsAreAllAccountedFor(
                lake, batch, policy, twins.get(policy).merge(lake.manifest(batch)));
          }
        }
        settled = batches.size();
        for (Policy policy : Policy.values()) {
          if (lake.has(policy)) {
            assertThat(lake.gold(policy))
                .as("%s, gold of round %d", policy, round)
                .isEqualTo(lake.recomputedGold(policy));
          }
        }
      }
      for (Policy policy : Policy.values()) {
        MergeTwin twin = twins.get(policy);
        assertThat(lake.silver(policy)).isEqualTo(twin.silver());
        assertThat(lake.batchesOfRows(policy)).isEqualTo(texts(twin.batches()));
        assertThat(lake.deleted(policy)).hasSameElementsAs(twin.deleted());
        tablesAreTheOracles(lake, policy, lanes);
      }
    }
  }

  private static List<Lane> lanes(Random random) {
    List<Lane> lanes = new ArrayList<>();
    HISTORIES.forEach(
        (policy, count) -> {
          for (int i = 0; i < count; i++) {
            long seed = random.nextLong();
            for (int way = 0; way < 2; way++) {
              int number = lanes.size();
              History history = History.of(seed, number);
              lanes.add(new Lane(policy, number, seed, history, rounds(policy, history, random)));
            }
          }
        });
    return lanes;
  }

  /** Those of the rarer policies leave out a round: batches cost time. */
  private static List<List<History.Upload>> rounds(Policy policy, History history, Random random) {
    if (policy == Policy.replace) {
      return history.delivered(random, ROUNDS);
    }
    List<List<History.Upload>> rounds = new ArrayList<>(history.delivered(random, ROUNDS - 1));
    rounds.add(1, List.of());
    return rounds;
  }

  private static void rowsAreAllAccountedFor(
      FeedsLake lake, BatchItem batch, Policy policy, MergeTwin.Counts twin) {
    TableResult bronze = lake.result(batch, Stage.bronze, "bronze_" + policy);
    TableResult silver = lake.result(batch, Stage.silver, "silver_" + policy);

    assertThat(
            new MergeTwin.Counts(
                bronze.rows(),
                silver.effective(),
                silver.superseded(),
                silver.quarantined(),
                silver.corrupt()))
        .as("%s, batch %d", policy, batch.batch())
        .isEqualTo(twin);
    assertThat(bronze.rows())
        .isEqualTo(
            silver.effective() + silver.superseded() + silver.quarantined() + silver.corrupt());
  }

  private static void tablesAreTheOracles(FeedsLake lake, Policy policy, List<Lane> lanes) {
    Map<String, Map<String, String>> silver = new TreeMap<>();
    lake.silver(policy)
        .forEach(
            (key, line) ->
                silver
                    .computeIfAbsent(key.replaceFirst("...-.*", ""), k -> new TreeMap<>())
                    .put(key, line));
    List<String> quarantine = lake.quarantine(policy);
    List<String> gold = lake.gold(policy);
    for (Lane lane : lanes.stream().filter(l -> l.policy == policy).toList()) {
      OrdersOracle oracle = lane.history.oracle(policy, OPTIONAL);
      String history = String.valueOf(lane.number + 1);
      assertThat(silver.getOrDefault(history, Map.of()))
          .as("silver of %s", lane)
          .isEqualTo(oracle.silver());
      assertThat(quarantine.stream().filter(l -> l.startsWith("l%04d/".formatted(lane.number))))
          .as("quarantine of %s", lane)
          .containsExactlyInAnyOrderElementsOf(oracle.quarantine());
      assertThat(gold.stream().filter(l -> l.startsWith(history + ",")))
          .as("gold of %s", lane)
          .containsExactlyInAnyOrderElementsOf(oracle.gold(row -> List.of(history)));
    }
  }

  private static Map<String, String> texts(Map<String, Long> numbers) {
    Map<String, String> texts = new TreeMap<>();
    numbers.forEach((key, number) -> texts.put(key, number.toString()));
    return texts;
  }
}
