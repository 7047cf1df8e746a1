package procare.routes;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the steps inside one database transaction: they commit together or, when any fails, not at
 * all. Used in place of {@code transacted}, whose error handler marks a failed message as
 * exhausted, so that the calling route's retries and dead-letter step never run (measured on Camel
 * 4.17, docs/decisions/0002).
 */
@Component("inTransaction")
public class InTransaction implements Policy {
  private final TransactionTemplate transaction;

  public InTransaction(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed(Throwable cause) {
      super(cause);
    }
  }

  @Override
  public void beforeWrap(Route route, NamedNode definition) {
    // Nothing to prepare: the steps themselves need no change.
  }

  @Override
  public Processor wrap(Route route, Processor steps) {
    return exchange -> {
      try {
        transaction.executeWithoutResult(
            status -> {
              try {
                steps.process(exchange);
              } catch (Exception e) {
                throw new Failed(e);
              }
              if (exchange.getException() != null) {
                throw new Failed(exchange.getException());
              }
            });
      } catch (Failed e) {
        exchange.setException(e.getCause());
      }
    };
  }
}
