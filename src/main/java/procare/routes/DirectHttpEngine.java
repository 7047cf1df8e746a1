package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
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
 * call (docs/decisions/0007).
 */
class DirectHttpEngine extends SpringBootPlatformHttpEngine {
  DirectHttpEngine(int port) {
    super(port, Runnable::run);
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new Direct(endpoint, processor);
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
