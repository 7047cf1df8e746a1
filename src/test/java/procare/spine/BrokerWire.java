package procare.spine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The TCP wire between the hub and its broker, which can be cut: then open connections break and
 * new ones are refused at once, as when the broker's process has stopped.
 */
final class BrokerWire {
  private final InetSocketAddress broker;
  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private BrokerWire(InetSocketAddress broker, ServerSocket socket) {
    this.broker = broker;
    this.socket = socket;
  }

  /**
   * @param address host:port, with or without scheme and user
   */
  static BrokerWire to(String address) {
    String place = address.replaceFirst("^amqps?://", "").replaceFirst("^.*@", "").split("/")[0];
    int colon = place.lastIndexOf(':');
    try {
      BrokerWire wire =
          new BrokerWire(
              new InetSocketAddress(
                  place.substring(0, colon), Integer.parseInt(place.substring(colon + 1))),
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      daemon(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Breaks every connection; nobody gets through until {@link #mend}. */
  void cut() {
    cut = true;
    open.forEach(BrokerWire::close);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!socket.isClosed()) {
      Socket hub = null;
      try {
        hub = socket.accept();
        if (cut) {
          close(hub);
          continue;
        }
        Socket far = new Socket();
        far.connect(broker, 2_000);
        open.add(hub);
        open.add(far);
        Socket near = hub;
        daemon(() -> pump(near, far));
        daemon(() -> pump(far, near));
        if (cut) {
          cut();
        }
      } catch (IOException e) {
        if (hub != null) {
          close(hub);
        }
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // A broken connection ends both its ways, below.
    } finally {
      open.remove(from);
      open.remove(to);
      close(from);
      close(to);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "broker-wire");
    thread.setDaemon(true);
    thread.start();
  }
}
