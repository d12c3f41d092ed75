package io.ingot.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell function of the deploy guide against a stand-in for the AWS command line. */
class DeployGuideTest {
  /**
   * Answers {@code get-application} with one line of the file {@code states} after the other, and
   * {@code stop-application} with success if the next line of {@code stops} is ok.
   */
  private static final String AWS =
      """
      next() { head -n 1 "$1"; sed 1d "$1" > "$1.rest"; mv "$1.rest" "$1"; }
      aws() {
        echo "$1 $2" >> calls
        case "$2" in
          describe-stack-resource) cat application ;;
          get-application) [ -s states ] || return 254; next states ;;
          stop-application) [ "$(next stops)" = ok ] || { echo "it has job runs" >&2; return 254; } ;;
        esac
      }
      sleep() { echo "sleep $1" >> calls; [ "$(wc -l < calls)" -lt 30 ] || exit 1; }
      """;

  @TempDir private Path folder;

  @Test
  void startedApplication_isStoppedAndWaitedFor() throws Exception {
    assertThat(run("00f1", List.of("STARTED", "STOPPING", "STOPPED"), List.of("ok")))
        .containsExactly(
            "cloudformation describe-stack-resource",
            "emr-serverless get-application",
            "emr-serverless stop-application",
            "sleep 10",
            "emr-serverless get-application",
            "sleep 10",
            "emr-serverless get-application",
            "sam deploy");
  }

  @Test
  void application_withJobRuns_isStoppedWhenTheyAreDone() throws Exception {
    assertThat(run("00f1", List.of("STARTED", "STARTED", "STOPPED"), List.of("no", "ok")))
        .filteredOn(call -> !call.startsWith("sleep"))
        .containsExactly(
            "cloudformation describe-stack-resource",
            "emr-serverless get-application",
            "emr-serverless stop-application",
            "emr-serverless get-application",
            "emr-serverless stop-application",
            "emr-serverless get-application",
            "sam deploy");
  }

  @Test
  void application_thatIsStopped_isLeftAlone() throws Exception {
    assertThat(run("00f1", List.of("STOPPED"), List.of()))
        .containsExactly(
            "cloudformation describe-stack-resource",
            "emr-serverless get-application",
            "sam deploy");
  }

  @Test
  void application_thatIsGone_isNotWaitedFor() throws Exception {
    assertThat(run("00f1", List.of(), List.of()))
        .containsExactly(
            "cloudformation describe-stack-resource",
            "emr-serverless get-application",
            "sam deploy");
  }

  @Test
  void firstDeploy_stopsNothing() throws Exception {
    assertThat(run("", List.of(), List.of()))
        .containsExactly("cloudformation describe-stack-resource", "sam deploy");
  }

  /** The calls that the guide's function makes, and whether {@code sam deploy} follows. */
  private List<String> run(String application, List<String> states, List<String> stops)
      throws IOException, InterruptedException {
    Matcher guide =
        Pattern.compile("^stop_spark\\(\\) \\{.*?^}$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Repository.text("docs/deploy.md"));
    assertThat(guide.find()).isTrue();
    Files.writeString(folder.resolve("application"), application);
    Files.write(folder.resolve("states"), states);
    Files.write(folder.resolve("stops"), stops);
    String script =
        AWS
            + "sam() { echo \"sam $1\" >> calls; }\n"
            + guide.group()
            + "\nstop_spark ingot-dev && sam deploy\n";
    Process process =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Files.readAllLines(folder.resolve("calls"));
  }
}
