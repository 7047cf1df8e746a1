package procare.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;

/** Gives every call its request id: in the answer, and in each log line of the thread. */
final class RequestIdFilter implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String id = RequestIds.of((HttpServletRequest) request);
    if (request.getDispatcherType() == DispatcherType.REQUEST) {
      ((HttpServletResponse) response).setHeader(RequestIds.HEADER, id);
    }
    MDC.put(RequestIds.MDC_KEY, id);
    MDC.put(RequestIds.CORRELATION_MDC_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(RequestIds.MDC_KEY);
      MDC.remove(RequestIds.CORRELATION_MDC_KEY);
    }
  }
}
