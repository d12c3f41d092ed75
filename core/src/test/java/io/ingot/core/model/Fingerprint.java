package io.ingot.core.model;

import java.util.List;

/** Tells states apart on which a history's continuation depends. */
final class Fingerprint {
  private Fingerprint() {}

  static long of(Simulation world) {
    long h = mix(world.fingerprint(), world.header().hashCode());
    h = mix(h, world.ledger.waiting(Simulation.PIPELINE, Integer.MAX_VALUE).hashCode());
    h = mix(h, world.ledger.settledFiles(Simulation.PIPELINE).hashCode());
    h = mix(h, world.ledger.batches(Simulation.PIPELINE).hashCode());
    h = mix(h, world.work.fingerprint());
    for (Table table : List.of(world.files, world.bronze, world.silver)) {
      h = mix(h, table.fingerprint());
    }
    for (Actor actor : world.actors) {
      h = mix(h, actor.fingerprint());
    }
    for (Execution execution : world.workflow.all()) {
      h = mix(h, execution.fingerprint());
    }
    return h;
  }

  private static long mix(long h, long more) {
    long mixed = (h ^ more) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
