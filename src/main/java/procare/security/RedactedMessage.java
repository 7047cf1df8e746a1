package procare.security;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Logback's {@code %message}, redacted. A line break in a message is indented, so that what a
 * stranger sent never looks like a line of its own.
 */
public final class RedactedMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String message = Redaction.text(super.convert(event));
    return message == null ? null : message.replace("\r", "").replace("\n", "\n    ");
  }
}
