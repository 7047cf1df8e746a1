package procare.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A folder of partner packs made from two of the shipped ones: three of four are HL7 v2 laboratories, the fourth is asked every {@code poll}
 * over HTTP. What is asked is this object, which answers that there is nothing new, or never answers one of them.
 */
final class PackFolder implements Lab.Thing {
  private static final Path SHIPPED = Path.of("src", "main", "resources", "partners");
  private static final byte[] NOTHING = "{\"reports\": []}".getBytes(StandardCharsets.US_ASCII);
  final Path folder;
  final Map<String, String> settings = new HashMap<>();
  final List<String> facilities = new ArrayList<>();
  private final HttpServer twin;
  private final CountDownLatch end = new CountDownLatch(1);
  volatile boolean oneIsDead;

  PackFolder(Path folder, int packs, String poll) throws IOException {
    this.folder = folder;
    twin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    twin.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "twin");
              thread.setDaemon(true);
              return thread;
            }));
    twin.createContext(
        "/",
        exchange -> {
          if (oneIsDead && exchange.getRequestURI().getPath().equals("/3")) {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          exchange.sendResponseHeaders(200, NOTHING.length);
          exchange.getResponseBody().write(NOTHING);
          exchange.close();
        });
    twin.start();
    for (int i = 0; i < packs; i++) {
      if (i % 4 == 3) {
        asked(i, poll);
      } else {
        sending(i);
      }
    }
  }

  private void sending(int number) throws IOException {
    String facility = "LAB%04d".formatted(number);
    facilities.add(facility);
    write("apex-hl7-lab", facility.toLowerCase(), Map.of("facility: APEXLAB", "facility: " + facility));
  }

  private void asked(int number, String poll) throws IOException {
    String name = "ask%04d".formatted(number);
    String prefix = "PROCARE_PARTNER_" + name.toUpperCase() + "_";
    settings.put(prefix + "RESULTS", "http://127.0.0.1:" + twin.getAddress().getPort() + "/" + number);
    settings.put(prefix + "ORDERS", "http://127.0.0.1:" + twin.getAddress().getPort() + "/" + number);
    settings.put(prefix + "KEY", Lab.SECRET);
    write("city-json-lab", name, Map.of("poll: PT5M", "poll: " + poll, "timeout: PT10S", "timeout: PT5S"));
  }

  private void write(String shipped, String name, Map<String, String> changes) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    String yaml =
        Files.readString(SHIPPED.resolve(shipped).resolve("pack.yaml"))
            .replace(shipped, name)
            .replace(prefix(shipped), prefix(name))
            .replaceAll("grade: .*", "grade: bronze");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!yaml.contains(change.getKey())) {
        throw new Shell.Trouble(shipped + " has no " + change.getKey() + " any more");
      }
      yaml = yaml.replace(change.getKey(), change.getValue());
    }
    Files.writeString(to.resolve("pack.yaml"), yaml);
    Files.copy(SHIPPED.resolve(shipped).resolve("codes.csv"), to.resolve("codes.csv"));
  }

  private static String prefix(String name) {
    return "PROCARE_PARTNER_" + name.toUpperCase().replace('-', '_') + "_";
  }

  @Override
  public void close() {
    end.countDown();
    twin.stop(0);
  }
}
