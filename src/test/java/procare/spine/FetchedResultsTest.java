package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.partner.intake.PartnerPolls;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Laboratories that are asked, and laboratories that leave files. */
@HubTest
class FetchedResultsTest {
  private static final String PARTNERS = "/api/v1/operations/partners/";
  private static final String DOCUMENTS = "/api/v1/operations/partner-documents";
  private static final String POLLED = "city-json-lab";
  private static final String FILED = "district-csv-lab";
  private static final Duration SOON = Patience.LONG;

  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired PartnerPolls polls;
  @TempDir Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private String operator;

  @BeforeEach
  void login() {
    operator = folk.token(folk.somebody(Role.OPERATOR));
  }

  @AfterEach
  void forget() {
    System.getProperties().keySet().removeIf(k -> k.toString().startsWith("PROCARE_PARTNER_CITY"));
    System.getProperties()
        .keySet()
        .removeIf(k -> k.toString().startsWith("PROCARE_PARTNER_DISTRICT"));
  }

  private static String report(String number, String patient, String value) {
    return """
        {"eventId":"E-%1$s","labRef":"%1$s","status":"FINAL","reportedAt":"2026-08-15T09:25:00+05:30",
         "patient":{"reference":"%2$s"},
         "results":[{"code":"FBS","name":"Fasting sugar","value":"%3$s","unit":"mg/dL","flag":"H"}]}"""
        .formatted(number, patient, value);
  }

  @Test
  void aLaboratoryIsAskedPageByPageAndLeftAloneWhenItSaysSo() throws IOException {
    Somebody patient = folk.patient();
    String first = "C1-" + patient.id();
    String second = "C2-" + patient.id();
    Map<String, String> pages =
        Map.of(
            "-",
            "{\"reports\":[" + report(first, patient.id().toString(), "142") + "],\"next\":\"p2\"}",
            "p2",
            "{\"reports\":["
                + report(second, patient.id().toString(), "151")
                + "],\"next\":\"p3\"}",
            "p3",
            "{\"reports\":[],\"next\":\"p3\"}",
            "busy",
            "429");
    HttpServer laboratory =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    laboratory.createContext(
        "/results",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          String since = query == null ? "-" : query.replace("since=", "");
          asked.add(since + " " + exchange.getRequestHeaders().getFirst("X-Api-Key"));
          byte[] body = pages.get(since).getBytes(StandardCharsets.UTF_8);
          boolean busy = since.equals("busy");
          if (busy) {
            exchange.getResponseHeaders().add("Retry-After", "600");
          }
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(busy ? 429 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    laboratory.start();
    try {
      System.setProperty(
          "PROCARE_PARTNER_CITY_JSON_LAB_RESULTS",
          "http://127.0.0.1:" + laboratory.getAddress().getPort() + "/results");
      System.setProperty("PROCARE_PARTNER_CITY_JSON_LAB_ORDERS", "http://127.0.0.1:9/orders");
      System.setProperty("PROCARE_PARTNER_CITY_JSON_LAB_KEY", "key-of-a-test");
      askNow("p0");
      store.jdbc().update("update partner_poll set cursor = null where partner = ?", POLLED);
      askNow(null);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(asked)
                      .containsSubsequence(
                          "- key-of-a-test", "p2 key-of-a-test", "p3 key-of-a-test"));
      String token = folk.token(patient);
      awaitReports(patient, 2);
      assertThat(
              http.get("/api/v1/patients/" + patient.id() + "/lab-results", token)
                  .is(200)
                  .json()
                  .toString())
          .contains("151 mg/dL");
      await().atMost(SOON).untilAsserted(() -> assertThat(cursor()).isEqualTo("p3"));
      askNow("busy");
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(asked).anyMatch(a -> a.startsWith("busy")));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          store
                              .jdbc()
                              .queryForObject(
                                  "select next_at > now() + interval '9 minutes' from partner_poll where partner = ?",
                                  Boolean.class,
                                  POLLED))
                      .isTrue());
    } finally {
      laboratory.stop(0);
    }
  }

  private String cursor() {
    return store
        .jdbc()
        .queryForObject("select cursor from partner_poll where partner = ?", String.class, POLLED);
  }

  /**
   * Makes it its turn, with the cursor given (p0: not yet; null: as it is), when nobody asks: who
   * does writes a cursor of its own.
   */
  private void askNow(String cursor) {
    String given = "p0".equals(cursor) ? null : cursor;
    await()
        .atMost(SOON)
        .until(
            () ->
                store
                    .jdbc()
                    .update(
                        "insert into partner_poll (partner, next_at) values (?, now()) on conflict (partner) do update"
                            + " set next_at = now() - interval '1 minute', cursor = coalesce(?, partner_poll.cursor)"
                            + " where partner_poll.busy_until is null",
                        POLLED,
                        given),
            rows -> rows == 1);
    if (!"p0".equals(cursor)) {
      polls.dueAll();
    }
  }

  @Test
  void filesAreFetchedOnceWithWhatTheyName() throws Exception {
    Somebody patient = folk.patient();
    KeyPair ours = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
    KeyPair host = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(host));
    server.setPublickeyAuthenticator(
        (name, key, session) ->
            name.equals("procare") && KeyUtils.compareKeys(key, ours.getPublic()));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    Files.createDirectories(folder.resolve("out"));
    String heading =
        "Lab No;Order No;Patient ID;Surname;First Name;DOB;Sex;Mobile;Doctor;Test;Test Name;Result;Unit;Normal;Flag;Status;Collected;Reported;Remark;PDF\n";
    String number = "D-" + patient.id();
    put(
        "a-results.csv",
        heading
            + number
            + ";;"
            + patient.id()
            + ";;;;F;;;RBS;Random sugar;212;mg%;70-140;H;F;15/08/2026 08:05;15/08/2026 09:25;;"
            + number
            + ".pdf\n");
    put(number + ".pdf", "%PDF-1.4 fictional");
    put("broken-" + patient.id() + ".csv", heading + "only;three;columns\n");
    server.start();
    try {
      System.setProperty(
          "PROCARE_PARTNER_DISTRICT_CSV_LAB_FILES",
          "sftp://127.0.0.1:" + server.getPort() + "/out");
      System.setProperty(
          "PROCARE_PARTNER_DISTRICT_CSV_LAB_PRIVATE_KEY",
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(ours.getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----\n");
      System.setProperty(
          "PROCARE_PARTNER_DISTRICT_CSV_LAB_HOST_KEY", PublicKeyEntry.toString(host.getPublic()));
      http.post(PARTNERS + FILED + "/disable", operator, "").is(200);
      http.post(PARTNERS + FILED + "/enable", operator, "").is(200);
      String token = folk.token(patient);
      awaitReports(patient, 1);
      assertThat(
              http.get("/api/v1/patients/" + patient.id() + "/lab-results", token)
                  .is(200)
                  .json()
                  .toString())
          .contains("212");
      assertThat(folder.resolve("out/done/a-results.csv")).exists();
      assertThat(folder.resolve("out/a-results.csv")).doesNotExist();
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          http.get(DOCUMENTS + "?partner=" + FILED + "&state=unreadable", operator)
                              .is(200)
                              .json()
                              .path("items"))
                      .anySatisfy(
                          document -> {
                            assertThat(document.path("name").asText())
                                .isEqualTo("broken-" + patient.id() + ".csv");
                            assertThat(document.path("reason").asText())
                                .contains("row 2 has 3 columns");
                          }));
      String id =
          http.get(DOCUMENTS + "?partner=" + FILED + "&state=unreadable", operator)
              .text("/items/0/id");
      assertThat(http.post(DOCUMENTS + "/" + id + "/again", operator, "").is(200).text("/state"))
          .isEqualTo("unreadable");
      http.get(DOCUMENTS, token).isProblem(403, "forbidden");
    } finally {
      server.stop(true);
      http.post(PARTNERS + FILED + "/disable", operator, "");
      System.clearProperty("PROCARE_PARTNER_DISTRICT_CSV_LAB_FILES");
      http.post(PARTNERS + FILED + "/enable", operator, "");
    }
  }

  private void awaitReports(Somebody patient, int count) {
    await()
        .atMost(SOON)
        .until(
            () ->
                store
                    .jdbc()
                    .queryForObject(
                        "select count(*) >= ? from lab_report where patient_id = ?",
                        Boolean.class,
                        count,
                        patient.id()));
  }

  /** Older than the hub waits for a file to stop changing. */
  private void put(String name, String text) throws IOException {
    Path file = folder.resolve("out").resolve(name);
    Files.write(file, text.getBytes(Charset.forName("windows-1252")));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }
}
