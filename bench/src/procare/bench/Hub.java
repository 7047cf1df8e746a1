package procare.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The hub as a process of its own. */
final class Hub implements Lab.Thing {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  final int port = Ports.free();
  final String url = "http://127.0.0.1:" + port;
  private final File log;
  private final Map<String, String> settings;
  private final List<String> arguments;
  private Process process;

  Hub(Path folder, Map<String, String> settings, List<String> arguments) {
    this.log = folder.resolve("hub-" + port + ".log").toFile();
    this.settings = settings;
    this.arguments = arguments;
  }

  /** Starts it and returns at once. */
  void launch() {
    launch(App.command());
  }

  void launch(List<String> java) {
    List<String> command = new ArrayList<>(java);
    command.add("--server.port=" + port);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(settings);
    try {
      process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    } catch (IOException e) {
      throw new Shell.Trouble("the hub cannot be started: " + e.getMessage());
    }
  }

  /** Waits until it says that it is ready. */
  Duration awaitReady() throws InterruptedException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(180)) {
      if (!process.isAlive()) {
        throw new Shell.Trouble("the hub stopped by itself; its log is " + log);
      }
      if (ready()) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      Thread.sleep(20);
    }
    throw new Shell.Trouble("the hub is not ready after 180 s; its log is " + log);
  }

  boolean ready() {
    return status("/actuator/health/readiness") == 200;
  }

  /** Status of a GET, 0 without an answer. */
  int status(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  Hub start() throws InterruptedException {
    launch();
    awaitReady();
    return this;
  }

  long pid() {
    return process.pid();
  }

  /** {@code kill -9}. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** Asks it to stop, and kills it when it does not. */
  @Override
  public void close() {
    if (process == null || !process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
    }
  }
}
