package io.ingot.bench.kills;

import io.ingot.core.attempt.Shape;

/**
 * Where to kill.
 *
 * @param scenario in the course of what
 * @param shape in which shape
 * @param point at which point
 * @param passings how often the point is passed before
 */
record KillPoint(Scenario scenario, Shape shape, String point, int passings) {
  @Override
  public String toString() {
    return "%s %s %s#%d".formatted(scenario, shape, point, passings + 1);
  }
}
