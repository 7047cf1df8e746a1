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

/** Frames every answer: only known headers leave, and each failure becomes problem details. */
final class FrameFilter implements Filter {
  private static final String ATTRIBUTE = "procare.frame";

  /** Twins speak the partner's own API, with the partner's own headers and errors. */
  private static final String TWINS = "/twins/";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (http.getRequestURI().startsWith(TWINS)) {
      chain.doFilter(request, response);
      return;
    }
    boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
    FrameResponse frame =
        request.getAttribute(ATTRIBUTE) instanceof FrameResponse known
            ? known
            : new FrameResponse(http, (HttpServletResponse) response);
    request.setAttribute(ATTRIBUTE, frame);
    if (http.getMethod().equals("TRACE")) {
      ProblemWriter.write(http, frame, 405);
      return;
    }
    try {
      chain.doFilter(request, first ? frame : response);
    } catch (IOException | ServletException | RuntimeException e) {
      if (frame.isCommitted()) {
        throw e;
      }
      ProblemWriter.write(http, frame, e);
    }
    if (!request.isAsyncStarted()) {
      frame.finish();
    }
  }
}
