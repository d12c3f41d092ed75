package io.ingot.bench.kills;

import io.ingot.core.plan.Sizing;

/** How a batch is run. */
enum Shape {
  fused,
  staged;

  Sizing sizing() {
    return switch (this) {
      case fused -> Sizing.DEFAULT;
      case staged -> Sizing.DEFAULT.staged();
    };
  }
}
