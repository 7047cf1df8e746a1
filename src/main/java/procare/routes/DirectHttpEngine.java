package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs routes on the request's own thread and answers on it: who is logged in stays known, no
 * second pool can fill up, and the request is not dispatched a second time, which cost a fifth of a
 * call (docs/decisions/0007). {@link HttpExchanges} takes the place of Camel's own binding.
 */
class DirectHttpEngine extends SpringBootPlatformHttpEngine {
  private static final String API = "/api/v1";
  private final ApiHandlerMapping mapping;

  DirectHttpEngine(int port, ApiHandlerMapping mapping) {
    super(port, Runnable::run);
    this.mapping = mapping;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    Direct consumer = new Direct(endpoint, processor);
    if (API.equals(endpoint.getPath())) {
      mapping.serve(consumer::service);
    }
    return consumer;
  }

  private static final class Direct extends SpringBootPlatformHttpConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(DirectHttpEngine.class);

    Direct(PlatformHttpEndpoint endpoint, Processor processor) {
      super(endpoint, processor, Runnable::run);
    }

    /** No future means for Spring MVC: the response is written. */
    @Override
    public CompletableFuture<Void> service(
        HttpServletRequest request, HttpServletResponse response) {
      try {
        handleService(request, response);
      } catch (Exception e) {
        LOG.warn("A request could not be handled: {}", e.getMessage(), e);
        refuse(response);
      }
      return null;
    }

    @Override
    protected void handleService(HttpServletRequest request, HttpServletResponse response)
        throws Exception {
      if (isSuspended()) {
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        return;
      }
      Exchange exchange = createExchange(false);
      try {
        exchange.setPattern(ExchangePattern.InOut);
        HttpExchanges.read(request, getEndpoint().getPath(), exchange);
        createUoW(exchange);
        getProcessor().process(exchange);
        HttpExchanges.write(exchange, response);
      } finally {
        HttpExchanges.close(exchange);
        doneUoW(exchange);
        releaseExchange(exchange, false);
      }
    }

    private static void refuse(HttpServletResponse response) {
      try {
        if (!response.isCommitted()) {
          response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
      } catch (IOException e) {
        LOG.debug("The caller is gone", e);
      }
    }
  }
}
