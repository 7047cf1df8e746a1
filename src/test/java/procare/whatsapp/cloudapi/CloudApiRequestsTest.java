package procare.whatsapp.cloudapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.Json;
import procare.TestDatabase;
import procare.Times;
import procare.conversation.MessageBook;
import procare.delivery.Attempt;
import procare.delivery.Button;
import procare.delivery.Draft;
import procare.delivery.Messages;
import procare.emergency.SettableClock;
import procare.event.Outbox;
import procare.event.RelaySignal;
import procare.partner.Outcome;
import procare.whatsapp.GatewayRequest;
import procare.whatsapp.Menus;

class CloudApiRequestsTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples/cloudapi/requests");
  private static final Instant WROTE = Instant.parse("2026-08-15T02:30:00Z");
  private final JdbcTemplate jdbc = TestDatabase.jdbc();
  private final NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(jdbc);
  private final SettableClock clock = new SettableClock(WROTE);
  private final MessageBook book = new MessageBook();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final String text = text("en");
  private CloudApiRequests requests;

  @BeforeEach
  void asIfAPersonHadWritten() {
    jdbc.update("delete from inbound_message where sender = ?", Messages.PHONE);
    wrote("cloudapi", Messages.PHONE, WROTE);
    requests = requests("classpath:messages/templates.yaml");
  }

  private CloudApiRequests requests(String register) {
    MissingTemplates missing =
        new MissingTemplates(new Outbox(named, new RelaySignal()), clock, metrics);
    return new CloudApiRequests(
        Messages.gateways(),
        new CustomerWindow(named, clock),
        new TemplateChoice(
            new TemplateRegister(book, register, new DefaultResourceLoader()),
            book,
            named,
            missing),
        new Menus(book));
  }

  private String text(String language) {
    return book.render(
        "emergency.low.level1", language, Map.of("reading", "62 mg/dL", "number", "112"));
  }

  private void wrote(String gateway, String sender, Instant at) {
    jdbc.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, sender, raw, sent_at, received_at, correlation_id)"
            + " values (?, ?, 'i', ?, 'message', 'HANDLED', ?, '', ?, ?, 'c')",
        UUID.randomUUID(),
        gateway,
        UUID.randomUUID().toString(),
        sender,
        Times.at(at),
        Times.at(at));
  }

  private Attempt rescue(String language, boolean asTemplate, String body) {
    return Messages.attempt(
        "cloudapi",
        Messages.PHONE,
        body,
        Draft.Kind.EMERGENCY,
        List.of(),
        null,
        0,
        0,
        asTemplate,
        language,
        text(language));
  }

  @ParameterizedTest
  @CsvSource({"0, text", "86399, text", "86400, template", "86401, template", "200000, template"})
  void freeTextGoesWithin24HoursOnly(long seconds, String type) throws IOException {
    clock.set(WROTE.plusSeconds(seconds));
    JsonNode body = Json.parse(requests.message(rescue("en", false, text)).body());
    assertThat(body.path("type").asText()).isEqualTo(type);
    assertThat(body.has("text")).isEqualTo(type.equals("text"));
  }

  @Test
  void whatOneWroteToAnotherNumberOpensNoWindow() throws IOException {
    jdbc.update("delete from inbound_message where sender = ?", Messages.PHONE);
    wrote("evolution", Messages.PHONE, WROTE);
    wrote("cloudapi", "915550100102", WROTE);
    clock.forward(Duration.ofMinutes(1));
    assertThat(Json.parse(requests.message(rescue("en", false, text)).body()).has("template"))
        .isTrue();
  }

  @Test
  void aTemplateHasTheValuesOfTheApprovedTextInOrder() throws IOException {
    JsonNode body =
        Json.parse(requests.message(rescue("hi", true, "reworded by somebody: 999")).body());
    assertThat(body.at("/template/name").asText()).isEqualTo("emergency_low_level1");
    assertThat(body.at("/template/language/code").asText()).isEqualTo("hi");
    assertThat(body.at("/template/components/0/parameters/0/text").asText()).isEqualTo("62 mg/dL");
    assertThat(body.at("/template/components/0/parameters/1/text").asText()).isEqualTo("112");
    assertThat(body.at("/template/components/0/parameters").size()).isEqualTo(2);
    assertThat(body.toString()).doesNotContain("999");
  }

  @Test
  void aMissingTranslationFallsToALanguageThatThePersonReads() throws IOException {
    requests = requests("classpath:registers/templates-gaps.yaml");
    UUID person = UUID.randomUUID();
    jdbc.update(
        "insert into person (id, display_name, language, reads) values (?, 'x', 'hi', array['id','en'])",
        person);
    Attempt hindi = rescue("hi", true, text("hi"));
    Attempt known =
        new Attempt(
            hindi.deliveryId(),
            hindi.channel(),
            hindi.gateway(),
            hindi.address(),
            hindi.body(),
            true,
            hindi.kind(),
            1,
            person,
            null,
            hindi.template(),
            "hi",
            hindi.approvedBody(),
            List.of(),
            null,
            true,
            0,
            0,
            "story",
            null);
    JsonNode body = Json.parse(requests.message(known).body());
    assertThat(body.at("/template/language/code").asText()).isEqualTo("en");
    GatewayRequest stranger = requests.message(hindi);
    assertThat(stranger.refusal().kind()).isEqualTo(Outcome.Kind.WINDOW_CLOSED);
    assertThat(stranger.refusal().status()).isNull();
    assertThat(stranger.body()).isNull();
    assertThat(
            metrics
                .counter(
                    "procare.templates.missing",
                    "template",
                    "emergency.low.level1",
                    "language",
                    "hi")
                .count())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "send-text.json, 915550100101, '', 'Namaste Asha ji, your HbA1c report is ready.'",
    "send-text-bsuid.json, IN.1349000000000001, '', Namaste.",
    "send-image-link.json, 915550100101, https://media.procare.example/charts/c1.png, Your 7-day glucose chart"
  })
  void saysItAsTheSamplesDo(String sample, String address, String image, String words)
      throws IOException {
    wrote("cloudapi", address, WROTE);
    GatewayRequest request =
        requests.message(
            Messages.of(
                "cloudapi",
                address,
                words,
                Draft.Kind.REPLY,
                List.of(),
                image.isEmpty() ? null : image,
                0,
                0,
                false));
    assertThat(request.path()).isEqualTo("/100550000000901/messages");
    assertThat(plain(request.body())).isEqualTo(plain(Files.readAllBytes(SAMPLES.resolve(sample))));
    jdbc.update("delete from inbound_message where sender = ?", address);
  }

  @Test
  void buttonsGoAsInteractiveMessage() throws IOException {
    GatewayRequest request =
        requests.message(
            Messages.of(
                "cloudapi",
                Messages.PHONE,
                "Did you take your Metformin this morning?",
                Draft.Kind.REMINDER,
                List.of(new Button("med:yes", "Yes, taken"), new Button("med:no", "Not yet")),
                null,
                0,
                0,
                false));
    ObjectNode sample = plain(Files.readAllBytes(SAMPLES.resolve("send-interactive-buttons.json")));
    ((ObjectNode) sample.path("interactive")).remove("footer");
    assertThat(plain(request.body())).isEqualTo(sample);
  }

  private static final List<Button> DOSE =
      List.of(
          new Button("dose.taken", "Taken"),
          new Button("dose.not-taken", "Not taken"),
          new Button("dose.later", "Later"));

  private Attempt reminder(String body, String language, Map<String, String> values) {
    Attempt base =
        Messages.of("cloudapi", Messages.PHONE, body, Draft.Kind.REMINDER, DOSE, null, 0, 0, false);
    return new Attempt(
        base.deliveryId(),
        base.channel(),
        base.gateway(),
        base.address(),
        body,
        false,
        base.kind(),
        1,
        null,
        null,
        "reminder.medication",
        language,
        book.render("reminder.medication", language, values),
        DOSE,
        null,
        false,
        0,
        0,
        "story",
        null);
  }

  @ParameterizedTest
  @CsvSource({"en", "hi", "id"})
  void theReminderOfADoseHasButtonsOutsideTheWindowToo(String language) throws IOException {
    clock.set(WROTE.plus(Duration.ofHours(25)));
    JsonNode body =
        Json.parse(
            requests
                .message(
                    reminder("x", language, Map.of("what", "Metformin – 500 mg", "when", "08:00")))
                .body());
    JsonNode template = body.path("template");
    assertThat(template.path("name").asText()).isEqualTo("reminder_medication");
    assertThat(template.at("/components/0/parameters").findValuesAsText("text"))
        .containsExactly("08:00", "Metformin – 500 mg");
    JsonNode sample =
        Json.parse(Files.readAllBytes(SAMPLES.resolve("send-template.json")))
            .at("/template/components/1");
    JsonNode first = template.at("/components/1");
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> sample.fieldNames());
    assertThat(first.path("sub_type")).isEqualTo(sample.path("sub_type"));
    assertThat(first.path("index")).isEqualTo(sample.path("index"));
    assertThat(template.path("components").findValuesAsText("payload"))
        .containsExactly("dose.taken", "dose.not-taken", "dose.later");
  }

  @Test
  void aBodyTooLongForButtonsOffersNumbers() throws IOException {
    Map<String, String> values = Map.of("what", "Metformin", "when", "08:00");
    JsonNode body = Json.parse(requests.message(reminder("x".repeat(1025), "en", values)).body());
    assertThat(body.path("type").asText()).isEqualTo("text");
    assertThat(body.at("/text/body").asText()).contains("\n1. Taken\n2. Not taken\n3. Later\n");
    JsonNode shorter =
        Json.parse(requests.message(reminder("x".repeat(1024), "en", values)).body());
    assertThat(shorter.at("/interactive/action/buttons").size()).isEqualTo(3);
  }

  /** Our own reference goes with every message; the samples have it in some. */
  private static ObjectNode plain(byte[] body) throws IOException {
    ObjectNode node = (ObjectNode) Json.parse(body);
    node.remove("biz_opaque_callback_data");
    return node;
  }
}
