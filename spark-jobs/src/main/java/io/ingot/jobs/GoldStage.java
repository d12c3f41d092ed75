package io.ingot.jobs;

import io.ingot.jobs.StageRun.Prepared;
import java.util.List;

final class GoldStage {
  private final StageRun run;

  GoldStage(StageRun run) {
    this.run = run;
  }

  Prepared prepare() {
    return new Prepared(List.of(), List.of(), List.of(), run.batch() * 0, 0);
  }
}
