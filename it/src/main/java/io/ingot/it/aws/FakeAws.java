package io.ingot.it.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Step Functions, EMR Serverless and SNS on loopback, as far as Ingot uses them, each in its own
 * protocol. Not for S3 and DynamoDB: for those there are real servers.
 */
public final class FakeAws implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final FakeStepFunctions stepFunctions = new FakeStepFunctions();
  private final FakeEmrServerless emrServerless = new FakeEmrServerless();
  private final FakeSns sns = new FakeSns();
  private final ConcurrentLinkedDeque<Answer> failures = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<Request> puts = new ConcurrentLinkedDeque<>();

  private FakeAws(HttpServer server) {
    this.server = server;
  }

  /** A request, with the path as it was sent and its body as text. */
  public record Request(
      String method, URI uri, Map<String, ? extends Iterable<String>> headers, String body) {}

  /** An answer. */
  public record Answer(int status, String contentType, String body) {
    static Answer json(Object body) {
      return new Answer(200, "application/x-amz-json-1.0", Json.write(body));
    }

    /** An error of the JSON protocols. */
    static Answer error(int status, String type, String message) {
      return new Answer(
          status,
          "application/x-amz-json-1.0",
          Json.write(Map.of("__type", type, "message", message)));
    }
  }

  /** Starts to answer, on the loopback interface. */
  public static FakeAws start() throws IOException {
    return start(InetAddress.getLoopbackAddress());
  }

  /** Starts to answer, on a free port of an address. */
  public static FakeAws start(InetAddress address) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    FakeAws fake = new FakeAws(server);
    server.setExecutor(fake.threads);
    server.createContext("/", fake::handle);
    server.start();
    return fake;
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public FakeStepFunctions stepFunctions() {
    return stepFunctions;
  }

  public FakeEmrServerless emrServerless() {
    return emrServerless;
  }

  public FakeSns sns() {
    return sns;
  }

  /** Plain PUT requests, as CloudFormation's response URL gets them. */
  public ConcurrentLinkedDeque<Request> puts() {
    return puts;
  }

  /** Answers the next requests with an error, once for each call of this method. */
  public void failNext(int status, String type) {
    failures.add(Answer.error(status, type, "asked for by the test"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(request(exchange));
      } catch (RuntimeException e) {
        answer = Answer.error(500, "FakeAwsBroken", e.toString());
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(Request request) {
    Answer failure = failures.poll();
    if (failure != null) {
      return failure;
    }
    String target = header(request, "X-amz-target");
    if (target.startsWith("AWSStepFunctions.")) {
      return stepFunctions.answer(target.substring(target.indexOf('.') + 1), request.body());
    }
    if (request.uri().getPath().startsWith("/applications/")) {
      return emrServerless.answer(request);
    }
    if (request.body().contains("Action=Publish")) {
      return sns.answer(request.body());
    }
    if (request.method().equals("PUT")) {
      puts.add(request);
      return new Answer(200, "text/plain", "");
    }
    return Answer.error(400, "UnknownOperationException", request.toString());
  }

  static String header(Request request, String name) {
    Iterable<String> values = request.headers().get(name);
    return values == null ? "" : String.join(",", values);
  }

  private static Request request(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }
}
