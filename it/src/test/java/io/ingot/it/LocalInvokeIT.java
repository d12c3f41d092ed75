package io.ingot.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ingot.core.json.Json;
import io.ingot.it.lambda.FunctionProcess;
import io.ingot.it.lambda.FunctionProcess.Launch;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page says what is so: every call is made in its order, with the environment as written and
 * with credentials that the servers have never seen.
 */
@ExtendWith(NeedsStandIns.class)
final class LocalInvokeIT {
  /**
   * Whoever calls has credentials and a Region of his own, and {@code sam local} passes them on.
   */
  private static final Map<String, String> CALLER =
      Map.of(
          "AWS_ACCESS_KEY_ID", "ASIACALLER",
          "AWS_SECRET_ACCESS_KEY", "secret",
          "AWS_SESSION_TOKEN", "token",
          "AWS_REGION", "ap-southeast-2");

  /** Sweep lists for as long as more than a minute is left. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void page_showsEveryLineWithItsAnswer() {
    long lines =
        LocalInvoke.page().lines().filter(line -> line.startsWith("sam local invoke ")).count();

    assertThat(LocalInvoke.calls()).hasSize((int) lines).hasSizeGreaterThanOrEqualTo(5);
    assertThat(LocalInvoke.calls())
        .allSatisfy(call -> assertThat(Template.functions()).containsKey(call.function()));
  }

  @TestFactory
  Iterator<DynamicTest> everyLine_answersWhatThePageShows() throws Exception {
    StandIns standIns = ServeCommand.open(InetAddress.getLoopbackAddress());
    Path file = ServeCommand.write(standIns, "127.0.0.1");
    Map<String, Map<String, String>> environments =
        new ObjectMapper().readValue(Files.readString(file), new TypeReference<>() {});
    Files.delete(file);
    List<DynamicTest> tests = new ArrayList<>();
    for (LocalInvoke.Call call : LocalInvoke.calls()) {
      tests.add(
          DynamicTest.dynamicTest(
              call.line(), () -> check(call, environments.get(call.function()))));
    }
    tests.add(DynamicTest.dynamicTest("the stand-ins end", standIns::close));
    return tests.iterator();
  }

  private static void check(LocalInvoke.Call call, Map<String, String> declared) {
    Map<String, String> environment = new HashMap<>(declared);
    environment.putAll(CALLER);
    Launch launch =
        Launch.of(
            Template.functions().get(call.function()).handler(),
            List.of(Build.functionsJar()),
            environment);
    try (FunctionProcess function = FunctionProcess.start(launch)) {
      String answer = function.invoke(Events.text(call.event()), PATIENCE).payload();

      assertThat(steady(answer)).isEqualTo(steady(call.answer()));
    }
  }

  /**
   * Without what changes with every edit of the code, or run: where it failed, how long it took.
   */
  private static JsonNode steady(String answer) {
    JsonNode tree = Json.read(answer, JsonNode.class);
    if (tree.has("stackTrace")) {
      ((ObjectNode) tree).putArray("stackTrace");
    }
    if (tree.has("jar")) {
      String jar = tree.path("jar").asText().replaceFirst("[0-9a-f]{40,}", "…");
      ((ObjectNode) tree).put("jar", jar);
    }
    if (tree.has("oldestWaiting")) {
      ((ObjectNode) tree).put("oldestWaiting", "");
    }
    return tree;
  }
}
