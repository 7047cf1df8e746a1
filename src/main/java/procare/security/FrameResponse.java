package procare.security;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;

/**
 * Lets only known headers out and turns errors without words into problem details. The route that
 * answers may carry the request's headers along (Camel's platform-http sends them back, {@code
 * Authorization} included: CAMEL-24453); here they stop even when a route forgets to remove them.
 */
final class FrameResponse extends HttpServletResponseWrapper {
  private static final Set<String> ALLOWED =
      Set.of(
          "content-type content-length content-encoding content-language content-disposition location allow vary retry-after"
              .split(" "));
  private static final Set<String> ALLOWED_OF_THE_FRAME =
      Set.of(
          ("cache-control pragma expires etag last-modified accept-ranges content-range x-ratelimit-limit"
                  + " x-ratelimit-remaining x-ratelimit-reset www-authenticate content-security-policy"
                  + " x-content-type-options x-frame-options x-xss-protection referrer-policy"
                  + " strict-transport-security permissions-policy access-control-allow-origin"
                  + " access-control-allow-methods access-control-allow-headers access-control-expose-headers"
                  + " access-control-max-age access-control-allow-credentials idempotency-replayed")
              .split(" "));

  private final HttpServletRequest request;
  private boolean written;

  FrameResponse(HttpServletRequest request, HttpServletResponse response) {
    super(response);
    this.request = request;
  }

  /** Gives an error that nobody described its problem details. */
  void finish() throws IOException {
    if (getStatus() >= 400 && !written && !isCommitted()) {
      ProblemWriter.write(request, this, getStatus());
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (!isCommitted()) {
      ProblemWriter.write(request, this, status);
    }
  }

  /** The container's message may quote the request; the hub's own words replace it. */
  @Override
  public void sendError(int status, String message) throws IOException {
    sendError(status);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    written = true;
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    written = true;
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (written || getStatus() < 400) {
      super.flushBuffer();
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (isAllowed(name)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (isAllowed(name)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (isAllowed(name)) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (isAllowed(name)) {
      super.addIntHeader(name, value);
    }
  }

  private static boolean isAllowed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ALLOWED.contains(lower) || ALLOWED_OF_THE_FRAME.contains(lower);
  }
}
