package procare.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.core.env.Environment;

/** The port that the hub answers HTTP on: {@code server.port}, 8080 when nothing is said. */
public final class HttpPort {
  private static final int DEFAULT = 8080;

  private HttpPort() {}

  /** The configured port; 0 or less means that Spring chooses one, or that none is opened. */
  public static int of(Environment environment) {
    return environment.getProperty("server.port", Integer.class, DEFAULT);
  }

  /**
   * Finds out before anything is started whether the port can be had.
   *
   * @throws StartRefused when something else listens on it
   */
  public static void refuseWhenTaken(Environment environment) {
    int port = of(environment);
    if (port <= 0) {
      return;
    }
    InetAddress address = environment.getProperty("server.address", InetAddress.class);
    try (ServerSocket probe = new ServerSocket()) {
      // As Tomcat does: connections of the last run that linger in TIME_WAIT are no reason to fail.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new StartRefused(taken(port));
    }
  }

  static String taken(int port) {
    return "port "
        + port
        + " is taken; stop the program that listens there, or set SERVER_PORT to a free port.";
  }
}
