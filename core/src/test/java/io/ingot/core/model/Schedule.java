package io.ingot.core.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Makes a history's choices. Choice 0 is always that things go on as if nothing happened. */
interface Schedule {

  /**
   * Chooses.
   *
   * @param options how many there are, at least 2
   * @param state fingerprint of the state in which the choice is made
   * @return the choice, from 0; -1 to leave the history, because another one goes on from here
   */
  int choose(int options, LongSupplier state);

  /** The choices made, to repeat a history. */
  final class Choices {
    private final byte[] made;

    Choices(byte... made) {
      this.made = made;
    }

    /** One repetition. */
    Schedule again() {
      int[] at = {0};
      return (options, state) -> {
        int choice = at[0] < made.length ? made[at[0]++] : 0;
        return choice < options ? choice : 0;
      };
    }

    int count() {
      return made.length;
    }

    /** Whether a choice was another than the first. */
    boolean isOther(int at) {
      return made[at] != 0;
    }

    /** The same, but for one choice, which is the first there was. */
    Choices undisturbed(int at) {
      byte[] other = made.clone();
      other[at] = 0;
      return new Choices(other);
    }

    @Override
    public String toString() {
      return Arrays.toString(made);
    }
  }

  /** Remembers what another schedule chooses. */
  final class Recorder implements Schedule {
    private final Schedule schedule;
    private byte[] made = new byte[256];
    private int count;

    Recorder(Schedule schedule) {
      this.schedule = schedule;
    }

    @Override
    public int choose(int options, LongSupplier state) {
      int choice = schedule.choose(options, state);
      if (count == made.length) {
        made = Arrays.copyOf(made, 2 * count);
      }
      made[count++] = (byte) choice;
      return choice;
    }

    Choices choices() {
      return new Choices(Arrays.copyOf(made, count));
    }
  }

  /** Now and then something else than what would go on, now seldom, now often. */
  static Schedule random(SplittableRandom random) {
    double unrest = random.nextInt(4) == 0 ? 0.5 : 0.02 + 0.2 * random.nextDouble();
    return (options, state) -> random.nextDouble() < unrest ? 1 + random.nextInt(options - 1) : 0;
  }
}
