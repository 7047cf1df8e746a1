package procare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class TestDatabaseTest {
  @Test
  void isMigratedHostileAndTransactional() {
    assertThat(TestDatabase.jdbc().queryForObject("show time zone", String.class))
        .isEqualTo("America/Los_Angeles");
    assertThat(
            TestDatabase.jdbc().queryForObject("select to_regclass('outbox')::text", String.class))
        .isEqualTo("outbox");
    new TransactionTemplate(TestDatabase.transactions())
        .executeWithoutResult(
            tx -> {
              TestDatabase.jdbc()
                  .update("insert into rate_limit_bucket (id) values ('test-database')");
              tx.setRollbackOnly();
            });
    assertThat(
            TestDatabase.jdbc()
                .queryForObject(
                    "select count(*) from rate_limit_bucket where id = 'test-database'",
                    Long.class))
        .isZero();
  }
}
