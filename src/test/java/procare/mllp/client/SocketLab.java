package procare.mllp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A laboratory on a real socket that does with each message what a test tells it to. */
public final class SocketLab implements AutoCloseable {
  /** What the laboratory does with a message; may answer through the wire, at any time. */
  public interface Manners {
    void take(String message, Wire wire) throws IOException;
  }

  /** The way back. */
  public final class Wire {
    private final Socket socket;

    private Wire(Socket socket) {
      this.socket = socket;
    }

    /** Sends an acknowledgement in a frame. */
    public void answer(String text) {
      raw(("\u000b" + text + "\u001c\r").getBytes(StandardCharsets.UTF_8));
    }

    /** The same later; as good as never when the connection is closed meanwhile. */
    public void answerAfter(long millis, String text) {
      later.schedule(() -> answer(text), millis, TimeUnit.MILLISECONDS);
    }

    public void raw(byte[] bytes) {
      synchronized (this) {
        try {
          OutputStream out = socket.getOutputStream();
          out.write(bytes);
          out.flush();
        } catch (IOException e) {
          lost.incrementAndGet();
        }
      }
    }

    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Messages by their placer number, in the order taken. */
  public final Queue<String> taken = new ConcurrentLinkedQueue<>();

  /** Orders as a real laboratory keeps them: a repeat of the same control id is no second order. */
  public final Map<String, String> orders = new ConcurrentHashMap<>();

  public final AtomicInteger connections = new AtomicInteger();
  public final AtomicInteger lost = new AtomicInteger();
  private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  private final ServerSocket server;
  private final List<Socket> sockets = new java.util.concurrent.CopyOnWriteArrayList<>();
  private volatile Manners manners;

  public SocketLab(Manners manners) {
    this.manners = manners;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public void manners(Manners next) {
    manners = next;
  }

  /** A plain acknowledgement of a message. */
  public static String ack(String code, String controlId) {
    return "MSH|^~\\&|LIS|APEXLAB|PROCAREHUB|PROCARE|20260815||ACK|A"
        + controlId
        + "|P|2.5.1\rMSA|"
        + code
        + "|"
        + controlId
        + "\r";
  }

  /** An ORL that says what is done with the order of a message. */
  public static String orl(String code, String control, String message) {
    StringBuilder text =
        new StringBuilder(
            ack(code, field(message, "MSH", 9)).replace("|ACK|", "|ORL^O22^ORL_O22|"));
    for (String line : message.split("\r")) {
      if (line.startsWith("ORC|")) {
        text.append("ORC|")
            .append(control)
            .append('|')
            .append(line.split("\\|")[2])
            .append("|L-1^APEXLAB\r");
      }
    }
    return text.toString();
  }

  /** Field of the first segment of that name; MSH counts from 0 as the text is split. */
  public static String field(String message, String segment, int number) {
    for (String line : message.split("\r")) {
      if (line.startsWith(segment + "|")) {
        return line.split("\\|")[number];
      }
    }
    return "";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    Wire wire = new Wire(socket);
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == 0x0B) {
          frame.reset();
        } else if (next == 0x1C) {
          String message = frame.toString(StandardCharsets.UTF_8);
          taken.add(field(message, "MSH", 9));
          orders.putIfAbsent(field(message, "MSH", 9), field(message, "ORC", 2));
          manners.take(message, wire);
        } else {
          frame.write(next);
        }
      }
    } catch (IOException e) {
      lost.incrementAndGet();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "socket-lab");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    later.shutdownNow();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
