package procare.start;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells why the start was refused on stderr, a line a reason, instead of a stack trace. */
final class StartRefusedReporter implements SpringBootExceptionReporter {
  StartRefusedReporter(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefused refused) {
        refused.lines().forEach(line -> System.err.println("ProCare Hub cannot start: " + line));
        return true;
      }
      if (cause instanceof PortInUseException taken) {
        System.err.println("ProCare Hub cannot start: " + HttpPort.taken(taken.getPort()));
        return true;
      }
    }
    return false;
  }
}
