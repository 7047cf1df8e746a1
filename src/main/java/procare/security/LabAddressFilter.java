package procare.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * Laboratories send to {@code /labs/<partner>/results}, an address that outlives versions of the
 * API; behind this filter it is the operation of the current one.
 */
final class LabAddressFilter implements Filter {
  private static final String SHORT = "/labs/";
  private static final String API = "/api/v1";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean shortened = ((HttpServletRequest) request).getRequestURI().startsWith(SHORT);
    chain.doFilter(shortened ? new InFull((HttpServletRequest) request) : request, response);
  }

  private static final class InFull extends HttpServletRequestWrapper {
    InFull(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRequestURI() {
      return API + super.getRequestURI();
    }

    @Override
    public String getServletPath() {
      return API + super.getServletPath();
    }

    @Override
    public StringBuffer getRequestURL() {
      StringBuffer url = super.getRequestURL();
      return url.insert(url.indexOf(SHORT), API);
    }
  }
}
