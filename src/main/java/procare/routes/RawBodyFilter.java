package procare.routes;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the exact bytes of a request's body, which Camel's HTTP binding would decode: signatures
 * and the check for valid UTF-8 need them. Runs after authentication and after the size limit.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class RawBodyFilter extends OncePerRequestFilter {
  private static final String ATTRIBUTE = RawBodyFilter.class.getName();

  /** The body's bytes; empty when there is none. */
  static byte[] of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof byte[] bytes ? bytes : new byte[0];
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/api/") && !path.startsWith("/webhooks/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readAllBytes();
    request.setAttribute(ATTRIBUTE, body);
    boolean opaque = request.getRequestURI().startsWith("/webhooks/");
    chain.doFilter(new Replayed(request, body, opaque), response);
  }

  private static final class Replayed extends HttpServletRequestWrapper {
    private final byte[] body;
    private final boolean opaque;

    /**
     * @param opaque hide the content type: Camel parses what calls itself a form and fails on what
     *     is none, but a webhook is stored whatever it says of itself
     */
    Replayed(HttpServletRequest request, byte[] body, boolean opaque) {
      super(request);
      this.body = body;
      this.opaque = opaque;
    }

    @Override
    public String getContentType() {
      return opaque ? MediaType.APPLICATION_OCTET_STREAM_VALUE : super.getContentType();
    }

    @Override
    public String getHeader(String name) {
      return opaque && HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
          ? getContentType()
          : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return opaque && HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
          ? Collections.enumeration(List.of(getContentType()))
          : super.getHeaders(name);
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream in = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public boolean isFinished() {
          return in.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new IllegalStateException("the body is in memory already");
        }

        @Override
        public int read() {
          return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          return in.read(target, offset, length);
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
