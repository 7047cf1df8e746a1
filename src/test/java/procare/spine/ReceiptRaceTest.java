package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Patience;
import procare.delivery.Attempt;
import procare.delivery.Draft;
import procare.delivery.Outcomes;
import procare.partner.Outcome;
import procare.spine.Folk.Somebody;

/** The answer to a send and its receipt, stored by two transactions that do not see each other. */
@HubTest
class ReceiptRaceTest {
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired Outcomes outcomes;
  @Autowired TransactionTemplate transaction;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neitherIsLost(boolean answerFirst) {
    Somebody patient = folk.patient();
    UUID id = sending(patient);
    Runnable answer = () -> outcomes.conclude(attempt(id, patient), accepted(id), Duration.ZERO);
    Runnable receipt = () -> outcomes.receipt("evolution", "3EB" + id, "read", Instant.now());
    CompletableFuture<Void> second =
        transaction.execute(
            open -> {
              (answerFirst ? answer : receipt).run();
              CompletableFuture<Void> other =
                  CompletableFuture.runAsync(answerFirst ? receipt : answer);
              await().atMost(Patience.LONG).until(() -> other.isDone() || store.count(WAITING) > 0);
              return other;
            });
    second.join();
    assertThat(store.deliveries(patient)).extracting(d -> d.get("state")).containsExactly("read");
  }

  private static final String WAITING =
      "pg_stat_activity where datname = current_database() and wait_event = 'advisory'";

  private static Outcome accepted(UUID id) {
    return Outcome.accepted(201, "3EB" + id);
  }

  private UUID sending(Somebody to) {
    UUID id = Ids.next();
    store
        .jdbc()
        .update(
            "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body,"
                + " approved_body, state, attempts, next_attempt_at, lease_until, correlation_id)"
                + " values (?, ?, ?, ?, 'evolution', ?, 'NOTICE', false, 't', 'en', 'b', 'b', 'sending', 1, now(),"
                + " now() + interval '1 hour', ?)",
            id,
            id.toString(),
            to.id(),
            to.id(),
            to.phone(),
            id.toString());
    return id;
  }

  private static Attempt attempt(UUID id, Somebody to) {
    return new Attempt(
        id,
        Attempt.WHATSAPP,
        "evolution",
        to.phone(),
        "b",
        false,
        Draft.Kind.NOTICE,
        1,
        to.id(),
        to.id(),
        "t",
        "en",
        "b",
        List.of(),
        null,
        false,
        0,
        0,
        id.toString(),
        null);
  }
}
