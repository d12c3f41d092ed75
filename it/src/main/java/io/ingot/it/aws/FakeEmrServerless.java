package io.ingot.it.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Job runs with states; a cancelled one is CANCELLING until the test lets it end. */
public final class FakeEmrServerless {
  private static final Pattern PATH =
      Pattern.compile("/applications/([^/]+)/jobruns(?:/([^/]+)(/dashboard)?)?");
  private static final Pattern STATE = Pattern.compile("states=([A-Z]+)");
  private static final int PAGE = 2;

  private final Map<String, Run> runs = new LinkedHashMap<>();

  /** A job run. */
  public record Run(String id, String name, String state, String details) {}

  public synchronized void put(Run run) {
    runs.put(run.id(), run);
  }

  public synchronized Map<String, Run> runs() {
    return new LinkedHashMap<>(runs);
  }

  /** Lets what is being cancelled end. */
  public synchronized void settle() {
    runs.replaceAll((id, r) -> r.state().equals("CANCELLING") ? in(r, "CANCELLED") : r);
  }

  synchronized FakeAws.Answer answer(FakeAws.Request request) {
    Matcher path = PATH.matcher(request.uri().getPath());
    if (!path.matches()) {
      return FakeAws.Answer.error(400, "UnknownOperationException", request.uri().toString());
    }
    String id = path.group(2);
    if (id == null) {
      return list(request.uri().getRawQuery());
    }
    Run run = runs.get(id);
    if (run == null) {
      return notFound(id);
    }
    if (request.method().equals("DELETE")) {
      return cancel(run);
    }
    return path.group(3) == null ? get(run) : dashboard(run);
  }

  private FakeAws.Answer list(String query) {
    List<String> states = STATE.matcher(query).results().map(m -> m.group(1)).toList();
    Matcher token = Pattern.compile("nextToken=(\\d+)").matcher(query);
    int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
    List<Run> wanted = runs.values().stream().filter(r -> states.contains(r.state())).toList();
    List<Run> page = wanted.subList(from, Math.min(from + PAGE, wanted.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobRuns", page.stream().map(FakeEmrServerless::summary).toList());
    if (from + PAGE < wanted.size()) {
      answer.put("nextToken", Integer.toString(from + PAGE));
    }
    return FakeAws.Answer.json(answer);
  }

  private FakeAws.Answer cancel(Run run) {
    if (List.of("SUCCESS", "FAILED", "CANCELLED").contains(run.state())) {
      return FakeAws.Answer.error(400, "ValidationException", "it has ended: " + run.id());
    }
    runs.put(run.id(), in(run, "CANCELLING"));
    return FakeAws.Answer.json(Map.of("applicationId", "app", "jobRunId", run.id()));
  }

  private static FakeAws.Answer get(Run run) {
    Map<String, Object> shown = new LinkedHashMap<>(summary(run));
    shown.put("jobRunId", run.id());
    if (run.state().equals("SUCCESS")) {
      shown.put(
          "billedResourceUtilization",
          Map.of("vCPUHour", 1.5, "memoryGBHour", 6.25, "storageGBHour", 0.0));
    }
    return FakeAws.Answer.json(Map.of("jobRun", shown));
  }

  private static FakeAws.Answer dashboard(Run run) {
    return run.state().equals("QUEUED")
        ? notFound("dashboard of " + run.id())
        : FakeAws.Answer.json(Map.of("url", "https://dashboard.example/" + run.id()));
  }

  private static Map<String, Object> summary(Run run) {
    return Map.of(
        "applicationId",
        "app",
        "id",
        run.id(),
        "name",
        run.name(),
        "state",
        run.state(),
        "stateDetails",
        run.details());
  }

  private static FakeAws.Answer notFound(String what) {
    return FakeAws.Answer.error(404, "ResourceNotFoundException", "no " + what);
  }

  private static Run in(Run run, String state) {
    return new Run(run.id(), run.name(), state, run.details());
  }
}
