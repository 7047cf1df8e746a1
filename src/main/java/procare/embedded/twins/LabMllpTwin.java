package procare.embedded.twins;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.hl7.Message;

/**
 * The laboratory twin's MLLP port ({@code procare.embedded.lab-mllp-port}): takes orders, answers
 * ORL^O22, shares log and fault switches with {@link LabTwin}.
 */
@Component
@Profile("embedded")
class LabMllpTwin implements InitializingBean, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(LabMllpTwin.class);
  private static final byte[] GARBAGE =
      "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8);
  private final TwinDesks desks;
  private final LabReplies replies;
  private final Clock clock;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "twin-lab-delays"));
  private ServerSocket server;

  LabMllpTwin(
      TwinDesks desks,
      LabReplies replies,
      Clock clock,
      @Value("${procare.embedded.lab-mllp-port}") int port) {
    this.desks = desks;
    this.replies = replies;
    this.clock = clock;
    this.port = port;
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept, "twin-lab-accept").start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        daemon(() -> serve(socket), "twin-lab").start();
      } catch (IOException e) {
        LOG.debug("The laboratory twin takes no more connections");
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == 0x0B) {
          frame.reset();
        } else if (next == 0x1C) {
          take(frame.toByteArray(), socket);
        } else {
          frame.write(next);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("A connection to the laboratory twin ended: {}", e.toString());
    } finally {
      sockets.remove(socket);
    }
  }

  private void take(byte[] bytes, Socket socket) throws IOException {
    TwinDesk desk = desks.find("lab").orElseThrow();
    desk.log().add(clock.instant(), new TwinRequest("MLLP", "/mllp", bytes, name -> null));
    Message message = Message.of(new String(bytes, StandardCharsets.UTF_8));
    Fault fault = desk.faultForOne();
    switch (fault.mode()) {
      case "down" -> socket.close();
      case "close" -> {
        replies.take(message);
        socket.close();
      }
      case "no-ack" -> replies.take(message);
      case "garbage" -> raw(socket, GARBAGE);
      default -> {
        for (String answer : replies.to(message, fault.mode())) {
          answer(socket, answer, fault.delayMs());
        }
      }
    }
  }

  private void answer(Socket socket, String text, long delayMs) throws IOException {
    byte[] frame = ("\u000b" + text + "\u001c\r").getBytes(StandardCharsets.UTF_8);
    if (delayMs == 0) {
      raw(socket, frame);
      return;
    }
    later.schedule(
        () -> {
          try {
            raw(socket, frame);
          } catch (IOException e) {
            LOG.debug("The laboratory twin answered too late");
          }
        },
        delayMs,
        TimeUnit.MILLISECONDS);
  }

  private static void raw(Socket socket, byte[] bytes) throws IOException {
    synchronized (socket) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void destroy() throws IOException {
    later.shutdownNow();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
