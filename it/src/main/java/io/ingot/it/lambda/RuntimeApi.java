package io.ingot.it.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ingot.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's Runtime API for one function, on loopback: what a runtime asks for work, answers to, and
 * is restored by (AWS Lambda developer guide, "Using the Lambda runtime API"; the restore paths as
 * the runtime interface client calls them).
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String VERSION = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "runtime-api");
            thread.setDaemon(true);
            return thread;
          });
  private final String functionArn;
  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Answer>> answers = new ConcurrentHashMap<>();
  private final CompletableFuture<Answer> initialisation = new CompletableFuture<>();
  private final CountDownLatch restore = new CountDownLatch(1);

  private RuntimeApi(HttpServer server, String functionArn) {
    this.server = server;
    this.functionArn = functionArn;
  }

  private record Invocation(String id, String event, Instant deadline) {}

  /**
   * Starts to listen, on a free port of the loopback interface.
   *
   * @param functionArn what the function is told that it was called by
   */
  static RuntimeApi start(String functionArn) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server, functionArn);
    server.setExecutor(api.threads);
    server.createContext("/", api::handle);
    server.start();
    return api;
  }

  /** Host and port, as in {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Asks the function.
   *
   * @param limit the time that it may take, which it sees as its deadline
   * @return its answer, to come; also when it could not be initialised
   */
  CompletableFuture<Answer> invoke(String event, Duration limit) {
    Invocation invocation =
        new Invocation(UUID.randomUUID().toString(), event, Instant.now().plus(limit));
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.put(invocation.id(), answer);
    invocations.add(invocation);
    // What cannot start cannot answer either.
    CompletableFuture<?> unused =
        initialisation.whenComplete(
            (state, broken) -> {
              if (broken != null) {
                answer.completeExceptionally(broken);
              } else if (state.failed()) {
                answer.complete(state);
              }
            });
    return answer;
  }

  /** When the function first asks for work or to be restored; failed if it could not start. */
  CompletableFuture<Answer> initialisation() {
    return initialisation;
  }

  /** Lets a function that was checkpointed go on. */
  void restore() {
    restore.countDown();
  }

  /** Ends whatever is waited for, because the function's process is gone. */
  void gone(String why) {
    IllegalStateException gone = new IllegalStateException(why);
    initialisation.completeExceptionally(gone);
    answers.values().forEach(a -> a.completeExceptionally(gone));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        answer(exchange, path, body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answer(HttpExchange exchange, String path, byte[] body)
      throws IOException, InterruptedException {
    switch (path) {
      case VERSION + "invocation/next" -> next(exchange);
      case VERSION + "restore/next" -> {
        initialisation.complete(new Answer("", ""));
        restore.await();
        send(exchange, 200, new byte[0]);
      }
      case VERSION + "init/error", VERSION + "restore/error" -> {
        initialisation.complete(error(body));
        send(exchange, 202, new byte[0]);
      }
      default -> ended(exchange, path, body);
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    initialisation.complete(new Answer("", ""));
    Invocation invocation = invocations.take();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
    send(exchange, 200, invocation.event().getBytes(StandardCharsets.UTF_8));
  }

  private void ended(HttpExchange exchange, String path, byte[] body) throws IOException {
    String[] parts = path.split("/", -1);
    CompletableFuture<Answer> answer =
        parts.length == 6 ? answers.remove(parts[4]) : CompletableFuture.completedFuture(null);
    if (answer == null || !(path.endsWith("/response") || path.endsWith("/error"))) {
      send(exchange, 404, ("Unknown: " + path).getBytes(StandardCharsets.UTF_8));
      return;
    }
    // Accepted first: the function goes on while the caller reads.
    send(exchange, 202, new byte[0]);
    answer.complete(
        path.endsWith("/response")
            ? new Answer(new String(body, StandardCharsets.UTF_8), "")
            : error(body));
  }

  private static Answer error(byte[] body) {
    String type = Json.read(body, JsonNode.class).path("errorType").asText("");
    return new Answer(
        new String(body, StandardCharsets.UTF_8), type.isEmpty() ? "Runtime.Unknown" : type);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
