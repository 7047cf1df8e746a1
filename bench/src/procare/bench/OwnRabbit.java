package procare.bench;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A RabbitMQ of the bench's own, with its own node name, ports and folder; the shared one is left alone. */
final class OwnRabbit implements Lab.Thing {
  private static final String PROGRAMS = "/usr/lib/rabbitmq/bin/";
  private final int port = Ports.free();
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Process process;

  OwnRabbit() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PROGRAMS + "rabbitmq-server"))) {
      throw new Shell.Trouble(PROGRAMS + "rabbitmq-server is missing; on Debian: apt-get install -y rabbitmq-server");
    }
    folder = Files.createTempDirectory("procare-bench-mq");
    Files.writeString(folder.resolve("enabled_plugins"), "[].");
    Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
    environment.put("HOME", folder.toString());
    environment.put("RABBITMQ_NODENAME", "bench" + port + "@localhost");
    environment.put("RABBITMQ_DIST_PORT", String.valueOf(Ports.free()));
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    start();
  }

  String amqp() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  void start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(PROGRAMS + "rabbitmq-server").redirectErrorStream(true);
    builder.environment().putAll(environment);
    File log = folder.resolve("out.log").toFile();
    process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    long began = System.nanoTime();
    while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(90)) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        Thread.sleep(200);
      }
    }
    throw new Shell.Trouble("own RabbitMQ does not listen after 90 s; see " + log);
  }

  /** {@code kill -9} of the Erlang VM. */
  void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  String control(String... arguments) {
    List<String> command = new ArrayList<>(List.of(PROGRAMS + "rabbitmqctl", "-q"));
    command.addAll(List.of(arguments));
    return Shell.run(environment, 60, command);
  }

  @Override
  public void close() {
    kill();
    Shell.run("rm", "-rf", folder.toString());
  }
}
