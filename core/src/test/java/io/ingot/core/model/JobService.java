package io.ingot.core.model;

import io.ingot.core.attempt.Stage;
import io.ingot.core.plan.PlanAnswer;
import io.ingot.core.port.JobRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service that runs jobs. A cancelled job run may do a good deal before it has ended. */
final class JobService implements JobRuns {
  private final Simulation world;
  private final List<Job> runs = new ArrayList<>();

  JobService(Simulation world) {
    this.world = world;
  }

  Job start(Execution execution, PlanAnswer plan, List<Stage> stages) {
    Job run = new Job(execution, plan, stages);
    runs.add(run);
    world.add(run);
    return run;
  }

  @Override
  public boolean stop(String pipeline) {
    runs.forEach(Job::cancel);
    return runs.stream().allMatch(r -> r.state() == Job.State.ended);
  }

  @Override
  public Optional<JobRuns.JobRun> find(String id) {
    return Optional.empty();
  }
}
