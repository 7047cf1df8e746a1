package procare.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import procare.Causes;

@Component("busFailures")
public class BusFailures {
  private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);

  public void deadLetter(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    LOG.error("DEAD {} {} {}", Causes.root(cause), exchange.getFromEndpoint(), exchange.getMessage().getHeaders());
  }
}
