package procare.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Starts, kills, interrupts and doubles a process that holds the embedded servers. */
class EmbeddedServersTest {
  private static final int MESSAGES = 50;

  @TempDir Path data;
  private Path hub;
  private final List<Process> processes = new ArrayList<>();

  private record Up(
      Process process, String url, String password, String amqp, String amqpPassword) {}

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void keepsDataThroughKillAndInterruptAndLeavesNoOrphan() throws Exception {
    Up first = start();
    sql(first, "create table kept (value int)", "insert into kept values (62)");
    publish(first);
    long postgres = postgres();

    first.process().destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(20)).until(() -> !alive(postgres));

    Up second = start();
    assertThat(count(second)).isEqualTo(1);
    assertThat(waiting(second)).isEqualTo(MESSAGES);
    sql(second, "insert into kept values (63)");
    long secondPostgres = postgres();

    second.process().destroy();
    assertThat(second.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    await().atMost(Duration.ofSeconds(5)).until(() -> !alive(secondPostgres));
    assertThat(Files.readString(data.resolve("hub/postgres.log")).stripTrailing())
        .as("stopped by the hub itself, before it went")
        .endsWith("server stopped");

    assertThat(count(start())).isEqualTo(2);
  }

  @Test
  void asksForThePassword() throws Exception {
    Up up = start();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> DriverManager.getConnection(up.url(), "postgres", "wrong").close())
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void refusesASecondHubOnTheFolderInOneLine() throws Exception {
    Up up = start();
    assertThat(refusal("--server.port=0"))
        .contains("in use by another hub (process " + up.process().pid() + ")")
        .contains("PROCARE_DATA_DIR");
  }

  @Test
  void refusesATakenPortInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(refusal("--server.port=" + taken.getLocalPort()))
          .contains("port " + taken.getLocalPort() + " is taken")
          .contains("SERVER_PORT");
    }
    assertThat(data.resolve("postgres")).doesNotExist();
  }

  @Test
  void refusesAFolderThatIsAFile() throws Exception {
    Path file = Files.createFile(data.resolve("file"));
    hub = file;
    assertThat(refusal("--server.port=0")).contains("cannot be written");
  }

  private String refusal(String... args) throws Exception {
    Process process = launch(args);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(out).doesNotContain("Exception");
    assertThat(err.lines()).as(err).hasSize(1);
    return err;
  }

  private Up start() throws IOException {
    Process process = launch("--server.port=0");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("UP ")) {
        String[] words = line.split(" ");
        return new Up(process, words[1], words[2], words[3], words[4]);
      }
    }
    throw new AssertionError(
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private Process launch(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedProcess.class.getName(),
                "--procare.data-dir=" + (hub == null ? data.resolve("hub") : hub)));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(k -> k.startsWith("SPRING_") || k.startsWith("PROCARE_"));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private long postgres() throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.resolve("hub/postgres/postmaster.pid")).get(0).strip());
  }

  private static boolean alive(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive();
  }

  private static void sql(Up up, String... statements) {
    JdbcTemplate jdbc = jdbc(up);
    for (String statement : statements) {
      jdbc.execute(statement);
    }
  }

  private static int count(Up up) {
    Integer count = jdbc(up).queryForObject("select count(*) from kept", Integer.class);
    return count == null ? -1 : count;
  }

  private static JdbcTemplate jdbc(Up up) {
    return new JdbcTemplate(
        new SingleConnectionDataSource(up.url(), "postgres", up.password(), true));
  }

  private static void publish(Up up) throws Exception {
    try (Connection connection = connect(up);
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("kept", true, false, false, null);
      channel.confirmSelect();
      for (int i = 0; i < MESSAGES; i++) {
        channel.basicPublish(
            "", "kept", MessageProperties.PERSISTENT_TEXT_PLAIN, new byte[] {(byte) i});
      }
      channel.waitForConfirmsOrDie(10_000);
    }
  }

  private static long waiting(Up up) throws Exception {
    try (Connection connection = connect(up);
        Channel channel = connection.createChannel()) {
      return channel.queueDeclarePassive("kept").getMessageCount();
    }
  }

  private static Connection connect(Up up) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(Integer.parseInt(up.amqp().split(":")[1]));
    factory.setUsername("procare");
    factory.setPassword(up.amqpPassword());
    factory.setVirtualHost("/");
    return factory.newConnection();
  }
}
