package procare.engagement;

import org.springframework.stereotype.Component;
import procare.event.Event;

@Component("conversations")
public class Conversations {
  private final org.springframework.jdbc.core.JdbcTemplate jdbc;

  Conversations(org.springframework.jdbc.core.JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void received(Event event) {
    System.out.println(
        java.time.Instant.now()
            + " RECEIVED "
            + event.id()
            + " tx="
            + org.springframework.transaction.support.TransactionSynchronizationManager
                .isActualTransactionActive()
            + " "
            + Thread.currentThread().getName());
    if (event.data().path("text").asText().equals("sql")) jdbc.execute("select 1/0");
    if (event.data().path("text").asText().equals("boom")) throw new IllegalStateException("boom");
  }
}
