package io.ingot.local.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One fault of a plan.
 *
 * @param number its place in the plan, from 0
 * @param at the point; {@code *} stands for any characters
 * @param effect what happens there
 * @param times how often it happens
 * @param skip how often the point is passed unharmed before
 * @param delay how long {@link Effect#delay} takes
 */
record Fault(int number, String at, Effect effect, int times, int skip, Duration delay) {

  /** Whether it can happen at a point: nothing is done twice that is done already. */
  boolean happensAt(String point) {
    return matches(point) && (effect != Effect.twice || point.endsWith(":before"));
  }

  boolean matches(String point) {
    String regex =
        Arrays.stream(at.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return point.matches(regex);
  }

  @Override
  public String toString() {
    return effect + " at " + at;
  }
}
