package io.ingot.functions.aws;

import io.ingot.core.port.JobRuns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.ResourceUtilization;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/**
 * Job runs of one EMR Serverless application; the state machine names them {@code
 * ingot-<pipeline>-<batch>-<stage>}.
 */
public final class EmrServerlessJobRuns implements JobRuns {
  private static final Set<JobRunState> UNENDED =
      Set.of(
          JobRunState.SUBMITTED,
          JobRunState.PENDING,
          JobRunState.SCHEDULED,
          JobRunState.RUNNING,
          JobRunState.CANCELLING,
          JobRunState.QUEUED);

  private final EmrServerlessClient client;
  private final String application;

  /**
   * Makes the job runs.
   *
   * @param application the application's id
   */
  public EmrServerlessJobRuns(EmrServerlessClient client, String application) {
    this.client = client;
    this.application = application;
  }

  @Override
  public boolean stop(String pipeline) {
    List<JobRunSummary> unended = unended(pipeline);
    unended.stream().filter(r -> r.state() != JobRunState.CANCELLING).forEach(this::cancel);
    return unended.isEmpty();
  }

  private List<JobRunSummary> unended(String pipeline) {
    Pattern name = Pattern.compile("ingot-" + Pattern.quote(pipeline) + "-\\d.*");
    return ServiceCall.to(
        "list job runs of " + pipeline,
        () ->
            client
                .listJobRunsPaginator(r -> r.applicationId(application).states(UNENDED))
                .jobRuns()
                .stream()
                // The filter may have been applied to what the service remembered.
                .filter(r -> UNENDED.contains(r.state()))
                .filter(r -> r.name() != null && name.matcher(r.name()).matches())
                .toList());
  }

  private void cancel(JobRunSummary run) {
    ServiceCall.to(
        "cancel job run " + run.id(),
        () -> {
          try {
            client.cancelJobRun(r -> r.applicationId(application).jobRunId(run.id()));
          } catch (ConflictException | ResourceNotFoundException | ValidationException e) {
            // It ended meanwhile; the next call of stop sees whether that is so.
            return false;
          }
          return true;
        });
  }

  @Override
  public Optional<JobRun> find(String id) {
    return ServiceCall.to(
            "look at job run " + id,
            () -> {
              try {
                return Optional.of(
                    client.getJobRun(r -> r.applicationId(application).jobRunId(id)).jobRun());
              } catch (ResourceNotFoundException e) {
                return Optional.<software.amazon.awssdk.services.emrserverless.model.JobRun>empty();
              }
            })
        .map(
            run -> {
              Optional<ResourceUtilization> billed =
                  Optional.ofNullable(run.billedResourceUtilization());
              return new JobRun(
                  id,
                  run.stateAsString(),
                  Optional.ofNullable(run.stateDetails()).orElse(""),
                  billed.map(ResourceUtilization::vcpuHour).orElse(0.0),
                  billed.map(ResourceUtilization::memoryGBHour).orElse(0.0),
                  logs(id));
            });
  }

  /** The Spark UI, for an hour; where it is not to be had, the command that shows the run. */
  private String logs(String id) {
    return ServiceCall.to(
        "find the logs of job run " + id,
        () -> {
          try {
            return client
                .getDashboardForJobRun(r -> r.applicationId(application).jobRunId(id))
                .url();
          } catch (ResourceNotFoundException | ValidationException e) {
            return "aws emr-serverless get-job-run --application-id %s --job-run-id %s"
                .formatted(application, id);
          }
        });
  }
}
