package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;
import procare.partner.pack.PackTemplate;
import procare.partner.pack.Packs;
import procare.security.Role;

/** Operators look at packs and change them while the hub runs. */
@HubTest
class PartnerPacksTest {
  private static final String PARTNERS = "/api/v1/operations/partners";
  private static final Path FOLDER = CleanHub.DATA.resolve("partners");
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired Packs packs;
  private String operator;

  @BeforeEach
  void login() {
    operator = folk.token(folk.somebody(Role.OPERATOR));
  }

  @Test
  void shippedPacksRunAndAreShown() {
    assertThat(http.get(PARTNERS, operator).is(200).json().path("items"))
        .anySatisfy(
            partner -> {
              assertThat(partner.path("partner").asText()).isEqualTo("apex-hl7-lab");
              assertThat(partner.path("kind").asText()).isEqualTo("lab");
              assertThat(partner.path("state").asText()).isEqualTo("CLOSED");
              assertThat(partner.at("/pack/state").asText()).isEqualTo("enabled");
              assertThat(partner.at("/pack/version").asText()).isEqualTo("1.0.0");
            });
    Http.Answer one = http.get(PARTNERS + "/district-csv-lab", operator).is(200);
    assertThat(one.json().at("/pack/missingSettings").toString())
        .contains("PROCARE_PARTNER_DISTRICT_CSV_LAB_HOST_KEY");
    // Its twin answers for it in this profile.
    assertThat(
            http.get(PARTNERS + "/city-json-lab", operator)
                .is(200)
                .json()
                .at("/pack/missingSettings"))
        .isEmpty();
    assertThat(one.json().at("/pack/history")).hasSize(1);
  }

  @Test
  void aPackIsAddedRefusedRolledBackAndDisabled() throws IOException, PackRefused {
    put("acme-lab", "1.0.0");
    move("acme-lab", "reload").is(200);
    assertThat(packs.byName("acme-lab")).isPresent();
    Path yaml = put("acme-lab", "2.0.0");
    move("acme-lab", "reload").is(200);
    Files.writeString(yaml, Files.readString(yaml).replace("kind: lab", "kind: bank"));
    Http.Answer refused = move("acme-lab", "reload").isProblem(422, "pack-refused");
    assertThat(refused.text("/errors/0/field")).isEqualTo("acme-lab/pack.yaml:6");
    assertThat(
            http.post(PARTNERS + "/check", operator, "{\"name\":\"acme-lab\"}")
                .is(200)
                .at("/good")
                .asBoolean())
        .isFalse();
    Http.Answer now = http.get(PARTNERS + "/acme-lab", operator).is(200);
    assertThat(now.text("/pack/version")).isEqualTo("2.0.0");
    assertThat(now.at("/pack/refused").asBoolean()).isTrue();
    http.get("/actuator/health/readiness", null).is(200);
    String from = "{\"from\":\"2.0.0\"}";
    http.post(PARTNERS + "/acme-lab/rollback", operator, from).is(200);
    http.post(PARTNERS + "/acme-lab/rollback", operator, from)
        .isProblem(409, "other-version-in-force");
    assertThat(packs.byName("acme-lab").orElseThrow().version()).isEqualTo("1.0.0");
    move("acme-lab", "disable").is(200);
    assertThat(packs.byName("acme-lab")).isEmpty();
    assertThat(packs.byName("apex-hl7-lab")).isPresent();
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select action from audit_entry where resource_type = 'partner_pack' and"
                        + " resource_id = 'acme-lab' order by at, id",
                    String.class))
        .isEqualTo(List.of("reloaded", "reloaded", "refused", "rolled-back", "disabled"));
    store.awaitCount(5, "event_log where type = 'partner.pack.changed' and subject = 'acme-lab'");
  }

  @Test
  void whatAnotherNodeChangesTakesEffectHere() throws IOException, PackRefused {
    put("far-lab", "1.0.0");
    move("far-lab", "reload").is(200);
    store.jdbc().update("update partner_pack set state = 'disabled' where name = 'far-lab'");
    store.jdbc().update("update partner_pack_revision set revision = revision + 1");
    await().atMost(Duration.ofSeconds(2)).until(() -> packs.byName("far-lab").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, nobody, 404",
    "POST, nobody/reload, 404",
    "POST, nobody/enable, 404",
    "POST, nobody/rollback, 404",
    "POST, apex-hl7-lab/rollback, 409"
  })
  void whatIsNotThereIsRefused(String method, String path, int status) {
    http.call(method, PARTNERS + "/" + path, operator, null).is(status);
  }

  @Test
  void onlyOperatorsMay() {
    String doctor = folk.token(folk.somebody(Role.DOCTOR));
    http.get(PARTNERS + "/apex-hl7-lab", doctor).is(403);
    http.call("POST", PARTNERS + "/apex-hl7-lab/disable", doctor, null).is(403);
    http.call("POST", PARTNERS + "/apex-hl7-lab/disable", null, null).is(401);
    assertThat(packs.byName("apex-hl7-lab")).isPresent();
  }

  private Http.Answer move(String name, String verb) {
    return http.call("POST", PARTNERS + "/" + name + "/" + verb, operator, null);
  }

  private static Path put(String name, String version) throws IOException, PackRefused {
    PackSources.Source apex =
        new PackSources(FOLDER.resolve("none"), true).find("apex-hl7-lab").orElseThrow();
    PackFiles files = PackTemplate.renamed(apex.files(), name, name);
    for (var file : files.files().entrySet()) {
      Path path = FOLDER.resolve(name).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Path yaml = FOLDER.resolve(name).resolve("pack.yaml");
    Files.writeString(
        yaml, Files.readString(yaml).replace("version: 1.0.0", "version: " + version));
    return yaml;
  }
}
