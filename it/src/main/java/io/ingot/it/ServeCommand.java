package io.ingot.it;

import io.ingot.it.aws.S3Mock;
import io.ingot.local.cli.Verb;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingot serve}. */
@Command(
    name = "serve",
    description =
        "Run stand-ins for the services that the functions call, for 'sam local invoke'; until interrupted.")
public final class ServeCommand implements Verb {
  static final String SUFFIX = "local";
  static final String KEY = "rides/data/1-rides-2024-05-01.csv";
  static final String SAMPLE = "pipelines/rides/samples/1-rides-2024-05-01.csv";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "How containers call this machine (default: ${DEFAULT-VALUE}).",
      defaultValue = "host.docker.internal")
  private String host = "host.docker.internal";

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "Where Step Functions, EMR Serverless and SNS are answered (default: loopback). Docker on Linux reaches its bridge only, such as 172.17.0.1.")
  private InetAddress bind = InetAddress.getLoopbackAddress();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting DynamoDB Local and S3Mock …");
    try (StandIns standIns = open(bind)) {
      Path file = write(standIns, host);
      out.printf("DynamoDB, S3, others: %s%n", String.join(", ", standIns.addresses()));
      out.printf("Sample: s3://%s/%s%n", StandIns.LANDING, KEY);
      out.printf("Environment: %s%n%nTry, in another terminal:%n", file);
      LocalInvoke.lines().forEach(line -> out.println("  " + line));
      out.printf("%nStop with Ctrl-C.%n");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }

  /** The stand-ins with what the sample events speak of, and nothing else in landing. */
  static StandIns open(InetAddress bind) throws Exception {
    StandIns standIns = StandIns.start(SUFFIX, bind);
    S3Mock.empty(standIns.s3(), StandIns.LANDING);
    S3Mock.upload(
        standIns.s3(), StandIns.LANDING, KEY, Files.readAllBytes(Build.root().resolve(SAMPLE)));
    return standIns;
  }

  static Path write(StandIns standIns, String host) throws IOException {
    return Files.writeString(
        Build.root().resolve("events/env.json"), standIns.environmentFile(host));
  }
}
