package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Leads every call of the REST API to the one consumer that knows the contract. Camel also
 * registers each path of the contract with Spring, which then matched the request against all of
 * them, twice; that took a tenth of a call, and the contract's router matches them once more
 * anyway.
 */
class ApiHandlerMapping implements HandlerMapping, Ordered {
  private static final String API = "/api/v1/";
  private volatile HandlerExecutionChain api;

  /** Called when the contract's consumer is there. */
  void serve(HttpRequestHandler consumer) {
    api = new HandlerExecutionChain(consumer);
  }

  @Override
  public HandlerExecutionChain getHandler(HttpServletRequest request) {
    return request.getRequestURI().startsWith(API) && !"OPTIONS".equals(request.getMethod())
        ? api
        : null;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
