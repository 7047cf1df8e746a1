package procare.operations;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.amqp.AmqpException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import procare.Json;
import procare.TestDatabase;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;
import procare.event.RelaySignal;
import procare.security.Caller;
import procare.security.Role;

/**
 * The operations beans on the test database, with real transactions and a broker that can be off.
 */
final class OperationsContext {
  static final JdbcTemplate JDBC = TestDatabase.jdbc();
  static final Broker BROKER = new Broker();
  private static final AnnotationConfigApplicationContext BEANS =
      new AnnotationConfigApplicationContext(Beans.class);

  private OperationsContext() {}

  static <T> T bean(Class<T> type) {
    return BEANS.getBean(type);
  }

  /** Empties what these tests fill. */
  static void empty() {
    BROKER.taken.clear();
    BROKER.away = false;
    JDBC.execute(
        "truncate dead_letter, dead_letter_handling, idempotency_key, outbox, event_log, inbox, audit_entry,"
            + " delivery_attempt, delivery_receipt, delivery, inbound_message, emergency_fact, emergency_step,"
            + " emergency, glucose_reading, breaker_state, question, media_object, reminder_answer,"
            + " reminder_occurrence, reminder_batch, adherence_day, retention_mark");
  }

  static ApiRequest request(String operation, String key, Map<String, String> query, Object body) {
    Caller operator =
        new Caller(
            UUID.fromString("01980000-0000-7000-8000-0000000000aa"),
            UUID.fromString("01980000-0000-7000-8000-0000000000bb"),
            "operator@demo",
            EnumSet.of(Role.OPERATOR),
            UUID.randomUUID());
    return new ApiRequest(
        operation, operator, "request-1", key, query, query, body == null ? null : Json.tree(body));
  }

  static ApiRequest query(Map<String, String> query) {
    return request("list", null, query, null);
  }

  /** Publishes an event and lets the relay have taken it. */
  static Event publish(String type, Object subject, UUID patient, Map<String, ?> data) {
    Event event =
        Event.first(
            type,
            Clock.systemUTC().instant(),
            UUID.randomUUID().toString(),
            "api",
            subject,
            patient,
            data);
    bean(Outbox.class).append(event);
    JDBC.update("delete from outbox");
    return event;
  }

  static UUID kill(Event event, String source) {
    return bean(DeadLetters.class)
        .store(
            DeadLetter.of(
                source,
                event.envelope().toString().getBytes(StandardCharsets.UTF_8),
                Map.of(),
                new IllegalStateException("boom"),
                5));
  }

  /** Takes bytes like a broker does, or is away. */
  static final class Broker implements QueueResend {
    final List<Raw> taken = Collections.synchronizedList(new ArrayList<>());
    volatile boolean away;

    @Override
    public boolean knows(String queue) {
      return queue.startsWith("agent.");
    }

    @Override
    public void resend(List<Raw> letters) {
      if (away) {
        throw new AmqpException("connection refused");
      }
      taken.addAll(letters);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  @Import({
    RelaySignal.class, Outbox.class, Audit.class, DeadLetters.class, OncePerKey.class,
    Replay.class, DeadLetterWork.class, DeadLettersApi.class, ListsApi.class, PartnersApi.class,
    StoryKeys.class, StoryReader.class, WhyApi.class
  })
  static class Beans {
    @Bean
    JdbcTemplate jdbc() {
      return JDBC;
    }

    @Bean
    NamedParameterJdbcTemplate named() {
      return new NamedParameterJdbcTemplate(JDBC);
    }

    @Bean
    PlatformTransactionManager transactions() {
      return TestDatabase.transactions();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    /** A hub without packs; those with some are tried in procare.spine.PartnerPacksTest. */
    @Bean
    PartnerPacks packs() {
      return new PartnerPacks() {
        @Override
        public Map<String, Map<String, Object>> all() {
          return Map.of();
        }

        @Override
        public Optional<Map<String, Object>> detail(String name) {
          return Optional.empty();
        }
      };
    }

    @Bean
    QueueResend queues() {
      return BROKER;
    }

    @Bean
    OperationsProperties settings() {
      return new OperationsProperties(Map.of("evolution", "whatsapp", "openrouter", "llm"));
    }
  }
}
