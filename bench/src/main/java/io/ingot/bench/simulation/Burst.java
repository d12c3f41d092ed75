package io.ingot.bench.simulation;

import io.ingot.core.ledger.FileVersion;
import io.ingot.core.port.LandedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A burst of uploads: a Poisson stream with two spikes of a minute, each of which brings a quarter
 * of all files. Some events come twice, some never, and of some keys the newer version is heard of
 * before the older.
 */
final class Burst {
  static final String PIPELINE = "rides";
  static final Duration LENGTH = Duration.ofMinutes(20);

  private static final double SPIKE = 0.25;
  private static final double SPIKE_SECONDS = 60;
  private static final double FIRST_SPIKE = 300;
  private static final double SECOND_SPIKE = 840;
  private static final double TWICE = 0.05;
  private static final double OUT_OF_ORDER = 0.01;
  private static final double LOST = 0.005;
  private static final double MEDIAN_BYTES = 60_000;
  private static final double SEQUENCER_STEP = 1000;

  private final Random random;
  private final Instant start;
  private final int count;

  Burst(long seed, Instant start, int count) {
    this.random = new Random(seed);
    this.start = start;
    this.count = count;
  }

  /** The uploads, in the order in which they are made. */
  List<Upload> uploads() {
    int pairs = (int) Math.round(count * OUT_OF_ORDER);
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count - pairs; i++) {
      times.add(second(time()));
    }
    times.sort(Comparator.naturalOrder());
    List<Upload> uploads = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      String key = Pipelines.key(PIPELINE, String.format(Locale.ROOT, "%05d", i));
      if (i % (times.size() / pairs) == 1 && uploads.size() < count - times.size() + i) {
        outOfOrder(key, times.get(i), uploads);
      } else {
        uploads.add(upload(key, "1", times.get(i), deliveries(times.get(i))));
      }
    }
    uploads.sort(Comparator.comparing((Upload u) -> u.object().time()));
    return uploads;
  }

  /** Two versions: the event of the first is late, by minutes, behind that of the second. */
  private void outOfOrder(String key, Instant first, List<Upload> uploads) {
    Instant second = first.plusSeconds(1 + random.nextInt(30));
    Instant heard = heard(second);
    Instant late = heard.plus(Agenda.nanos(random.nextDouble() * 300 + 0.001));
    uploads.add(upload(key, "1", first, List.of(late)));
    uploads.add(upload(key, "2", second, List.of(heard)));
  }

  private List<Instant> deliveries(Instant uploaded) {
    double chance = random.nextDouble();
    if (chance < LOST) {
      return List.of();
    }
    Instant heard = heard(uploaded);
    return chance < LOST + TWICE
        ? List.of(heard, heard.plus(Agenda.nanos(random.nextDouble() * 600)))
        : List.of(heard);
  }

  /** Half a second at least, a second and a half on average. */
  private Instant heard(Instant uploaded) {
    return uploaded.plus(Agenda.nanos(0.5 - Math.log(1 - random.nextDouble())));
  }

  private Upload upload(String key, String version, Instant time, List<Instant> deliveries) {
    long bytes = Math.max(1, Math.round(MEDIAN_BYTES * Math.exp(random.nextGaussian())));
    FileVersion file = new FileVersion("landing", key, version);
    String sequencer =
        String.format(Locale.ROOT, "%016x", (long) (time.toEpochMilli() * SEQUENCER_STEP));
    return new Upload(
        PIPELINE, new LandedObject(file, bytes, version, time, false), sequencer, deliveries);
  }

  /** Uploads of a Poisson stream are, their number given, spread by its intensity. */
  private Instant time() {
    double which = random.nextDouble();
    double within = random.nextDouble();
    double seconds = within * LENGTH.toSeconds();
    if (which < SPIKE) {
      seconds = FIRST_SPIKE + within * SPIKE_SECONDS;
    } else if (which < 2 * SPIKE) {
      seconds = SECOND_SPIKE + within * SPIKE_SECONDS;
    }
    return start.plus(Agenda.nanos(seconds));
  }

  /** S3 tells times by the second. */
  private static Instant second(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }
}
