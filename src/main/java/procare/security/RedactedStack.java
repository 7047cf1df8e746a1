package procare.security;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Logback's stack trace, redacted: exceptions quote what they could not read. */
public final class RedactedStack extends ExtendedWhitespaceThrowableProxyConverter {
  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return Redaction.text(super.throwableProxyToString(thrown));
  }
}
