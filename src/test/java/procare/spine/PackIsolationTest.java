package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.hl7.Samples;
import procare.mllp.MllpServer;
import procare.mllp.Sender;
import procare.partner.intake.PartnerPolls;
import procare.partner.pack.PackDesk;
import procare.partner.pack.PackRefused;
import procare.partner.pack.Packs;

/**
 * Two hundred packs in one hub: one broken, one that never answers, one that answers 429 to
 * everything, one that is changed all the time. The others notice nothing.
 */
@HubTest
class PackIsolationTest {
  private static final Path FOLDER = CleanHub.DATA.resolve("partners");
  private static final int OTHERS = 196;
  private static final int MESSAGES = 800;
  private static final int POLLS = 10_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** What a change of a pack may take until messages meet it (issue: two seconds). */
  private static final Duration IN_EFFECT = Duration.ofSeconds(2);

  @Autowired private Http http;
  @Autowired private Store store;
  @Autowired private Packs packs;
  @Autowired private PackDesk desk;
  @Autowired private PartnerPolls polls;
  @Autowired private CircuitBreakerRegistry breakers;
  @Autowired private MllpServer server;
  private final ConcurrentLinkedQueue<Long> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch hung = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String run = "I" + System.nanoTime() % 100_000_000;
  private HttpServer partner;

  @BeforeEach
  void load() throws IOException, PackRefused {
    partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    partner.setExecutor(threads);
    partner.createContext("/hang", this::hang);
    partner.createContext("/flood", this::flood);
    partner.start();
    for (int i = 0; i < OTHERS; i++) {
      sending("iso%03d".formatted(i), "1.0.0");
      desk.reload("iso%03d".formatted(i), "test", (change, detail) -> {});
    }
    sending("isoswing", "1.0.0");
    asked("isohang", "hang");
    asked("isoflood", "flood");
    for (String name : List.of("isoswing", "isohang", "isoflood")) {
      desk.reload(name, "test", (change, detail) -> {});
    }
    Path broken = sending("isobroken", "1.0.0");
    Files.writeString(broken, Files.readString(broken).replace("kind: lab", "kind: bank"));
    try {
      desk.reload("isobroken", "test", (change, detail) -> {});
    } catch (PackRefused expected) {
      assertThat(expected.getMessage()).contains("kind");
    }
  }

  @AfterEach
  void leave() throws Exception {
    end.countDown();
    partner.stop(0);
    threads.shutdownNow();
    for (var entry : List.copyOf(packs.entries())) {
      if (entry.name().startsWith("iso")) {
        desk.disable(entry.name(), "test", (change, detail) -> {});
        org.springframework.util.FileSystemUtils.deleteRecursively(FOLDER.resolve(entry.name()));
      }
    }
  }

  @Test
  void theOthersLoseNothingAndNoneDouble() throws Exception {
    assertThat(packs.entry("isobroken").orElseThrow().runs()).isFalse();
    assertThat(packs.running().stream().filter(p -> p.name().startsWith("iso")))
        .hasSize(OTHERS + 3);
    Future<?> storm = threads.submit(this::pollAllTheTime);
    assertThat(hung.await(30, TimeUnit.SECONDS)).as("the one that hangs was asked").isTrue();
    List<Callable<List<String>>> laboratories = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int first = i;
      laboratories.add(() -> send(first));
    }
    List<Future<List<String>>> sent = laboratories.stream().map(threads::submit).toList();
    List<Double> took = new ArrayList<>();
    for (int round = 1; !sent.stream().allMatch(Future::isDone) || round <= 5; round++) {
      took.addAll(swing(round));
      http.get("/actuator/health/readiness", null).is(200);
    }
    List<String> answers = new ArrayList<>();
    for (Future<List<String>> one : sent) {
      answers.addAll(one.get(60, TimeUnit.SECONDS));
    }
    assertThat(answers)
        .hasSize(MESSAGES)
        .doesNotHaveDuplicates()
        .allMatch(a -> a.startsWith("AA|"));
    storm.get(120, TimeUnit.SECONDS);
    String mine = "hl7_message where partner ~ '^iso[0-9]' and control_id like '" + run + "%'";
    await().atMost(Patience.LONG).until(() -> store.count(mine + " and state = 'received'") == 0);
    assertThat(store.count(mine + " and state = 'done'")).isEqualTo(MESSAGES);
    assertThat(store.count("(select distinct control_id from " + mine + ") c")).isEqualTo(MESSAGES);
    http.get("/actuator/health/readiness", null).is(200);
    double slowest = took.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    System.out.printf(
        "packs: %d changes in effect after at most %.3f s while %d messages came; %d questions to the flooding one in %d polls%n",
        took.size(), slowest, MESSAGES, asked.size(), POLLS);
    // The machine itself may stand still once for a second; a change that is slow is slow again.
    assertThat(took.stream().filter(t -> t > IN_EFFECT.toMillis() / 1000.0)).hasSizeLessThan(2);
    assertThat(asked).hasSizeGreaterThan(1);
    Long before = null;
    for (Long at : asked) {
      if (before != null) {
        assertThat(Duration.ofNanos(at - before)).isGreaterThanOrEqualTo(RETRY_AFTER);
      }
      before = at;
    }
    CircuitBreaker flooding = breakers.find("isoflood").orElseThrow();
    assertThat(flooding.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(flooding.getMetrics().getNumberOfFailedCalls()).isZero();
    // Its count begins anew whenever its breaker tries again.
    CircuitBreaker hanging = breakers.find("isohang").orElseThrow();
    assertThat(
            hanging.getState() != CircuitBreaker.State.CLOSED
                || hanging.getMetrics().getNumberOfFailedCalls() > 0)
        .as("the hanging one is known to hang, breaker %s", hanging.getState())
        .isTrue();
  }

  private void pollAllTheTime() {
    for (int i = 0; i < POLLS; i++) {
      polls.dueAll();
    }
  }

  /** Control ids with their answers. */
  private List<String> send(int first) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Sender laboratory = new Sender(server.port())) {
      for (int i = first; i < MESSAGES; i += 4) {
        laboratory.send(message("iso%03d".formatted(i % OTHERS), "%sM%05d".formatted(run, i)));
        answers.add(laboratory.msa());
      }
    }
    return answers;
  }

  /** Seconds until each change was in effect: reload, disable, enable, roll back. */
  private List<Double> swing(int round) throws Exception {
    List<Double> took = new ArrayList<>();
    sending("isoswing", "1.0." + round);
    took.add(
        after(() -> desk.reload("isoswing", "test", (c, d) -> {}), () -> version("1.0." + round)));
    took.add(
        after(() -> desk.disable("isoswing", "test", (c, d) -> {}), () -> answered("AR", round)));
    took.add(
        after(() -> desk.enable("isoswing", "test", (c, d) -> {}), () -> answered("AA", round)));
    took.add(
        after(
            () -> desk.rollback("isoswing", "test", (c, d) -> {}),
            () -> !version("1.0." + round) && answered("AA", round)));
    return took;
  }

  /** A change of a pack. */
  private interface Change {
    void make() throws PackRefused;
  }

  private static double after(Change change, Callable<Boolean> inEffect) throws Exception {
    long began = System.nanoTime();
    change.make();
    await().atMost(Patience.LONG).pollInterval(Duration.ofMillis(20)).until(inEffect);
    return (System.nanoTime() - began) / 1e9;
  }

  private boolean version(String wanted) {
    return packs.byName("isoswing").filter(p -> p.version().equals(wanted)).isPresent();
  }

  private boolean answered(String code, int round) throws IOException {
    try (Sender laboratory = new Sender(server.port())) {
      laboratory.send(
          message("isoswing", "%sS%d.%d".formatted(run, round, System.nanoTime() % 10_000_000)));
      return laboratory.msa().startsWith(code + "|");
    }
  }

  /** Of a patient of its own, so that none waits for another's turn. */
  private static byte[] message(String partner, String control) {
    return Samples.utf8(
        Samples.text("oru-r01-hba1c-high.er7")
            .replace("LIS|APEXLAB", "LIS|" + partner.toUpperCase(Locale.ROOT))
            .replace("APX20260815000001", control)
            .replace("PC-100234", "PC-" + control)
            .replace("L26-551201", control));
  }

  private static Path sending(String name, String version) throws IOException {
    return write(
        "apex-hl7-lab",
        name,
        "facility: APEXLAB",
        "facility: " + name.toUpperCase(Locale.ROOT),
        "version: 1.0.0",
        "version: " + version);
  }

  private void asked(String name, String path) throws IOException {
    String setting = "${PROCARE_PARTNER_" + name.toUpperCase(Locale.ROOT) + "_";
    String url = ":http://127.0.0.1:" + partner.getAddress().getPort() + "/" + path + "}";
    Path yaml =
        write(
            "city-json-lab",
            name,
            "poll: PT5M",
            "poll: PT0.1S",
            "timeout: PT10S",
            "timeout: PT1S",
            "rate: 60/m",
            "rate: 600/s",
            setting + "RESULTS}",
            setting + "RESULTS" + url,
            setting + "ORDERS}",
            setting + "ORDERS" + url);
    Files.writeString(
        yaml,
        Files.readString(yaml).replaceAll("(?s)auth:.*?\nlimits", "auth: {type: none}\nlimits"));
  }

  /** A copy of a shipped pack under another name. */
  private static Path write(String shipped, String name, String... changes) throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve(name));
    String yaml =
        resource(shipped, "pack.yaml")
            .replace(shipped, name)
            .replace(prefix(shipped), prefix(name))
            .replaceAll("grade: .*", "grade: bronze");
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(yaml).contains(changes[i]);
      yaml = yaml.replace(changes[i], changes[i + 1]);
    }
    Files.writeString(folder.resolve("codes.csv"), resource(shipped, "codes.csv"));
    return Files.writeString(folder.resolve("pack.yaml"), yaml);
  }

  private static String prefix(String name) {
    return "PROCARE_PARTNER_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
  }

  private static String resource(String pack, String file) throws IOException {
    try (var in = PackIsolationTest.class.getResourceAsStream("/partners/" + pack + "/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void hang(HttpExchange exchange) {
    hung.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private void flood(HttpExchange exchange) throws IOException {
    asked.add(System.nanoTime());
    exchange.getResponseHeaders().add("Retry-After", String.valueOf(RETRY_AFTER.toSeconds()));
    exchange.sendResponseHeaders(429, -1);
    exchange.close();
  }
}
