package procare.mllp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection: messages under way by their control id, and a thread that reads what comes
 * back.
 */
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /** After so many times the time for an answer without a word the line counts as dead. */
  private static final int PATIENCE = 3;

  private final MllpEndpoint endpoint;
  private final Socket socket;
  private final Strays strays;
  private final Map<String, CompletableFuture<Ack>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;
  private volatile long heard = System.nanoTime();

  private Line(MllpEndpoint endpoint, Socket socket, Strays strays) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.strays = strays;
  }

  static Line over(MllpEndpoint endpoint, Socket socket, Strays strays) {
    Line line = new Line(endpoint, socket, strays);
    Thread reader = new Thread(line::read, "mllp-" + endpoint.name());
    reader.setDaemon(true);
    reader.start();
    return line;
  }

  boolean isOpen() {
    return !closed;
  }

  /**
   * Says that an answer is awaited.
   *
   * @return null when the same message is under way already
   */
  CompletableFuture<Ack> await(String controlId) {
    CompletableFuture<Ack> answer = new CompletableFuture<>();
    if (waiting.putIfAbsent(controlId, answer) != null) {
      return null;
    }
    if (closed) {
      close("the connection was closed");
    }
    return answer;
  }

  synchronized void write(byte[] message) throws IOException {
    byte[] frame = new byte[message.length + 3];
    frame[0] = AckFrames.START;
    System.arraycopy(message, 0, frame, 1, message.length);
    frame[frame.length - 2] = AckFrames.END;
    frame[frame.length - 1] = '\r';
    OutputStream out = socket.getOutputStream();
    out.write(frame);
    out.flush();
  }

  /**
   * Nobody waits any longer; an answer that still comes is a stray.
   *
   * @return false when it came in the last moment
   */
  boolean giveUp(String controlId, CompletableFuture<Ack> answer) {
    boolean gaveUp = answer.cancel(false);
    waiting.remove(controlId, answer);
    long silence = System.nanoTime() - heard;
    if (gaveUp && silence > PATIENCE * endpoint.answerWithin().toNanos()) {
      close("nothing was heard for " + PATIENCE + " times the time for an answer");
    }
    return gaveUp;
  }

  private void read() {
    String reason = "closed by the partner before the answer";
    try {
      AckFrames frames = new AckFrames(socket.getInputStream());
      for (byte[] frame = frames.next(); frame != null; frame = frames.next()) {
        heard = System.nanoTime();
        take(frame);
      }
    } catch (AckFrames.NoFrame e) {
      reason = "what came back is no MLLP";
      tell(() -> strays.unreadable(e.size()));
    } catch (IOException e) {
      reason = "connection lost: " + e.getClass().getSimpleName();
    }
    close(reason);
  }

  private void take(byte[] frame) throws AckFrames.NoFrame {
    Ack ack = Ack.read(frame, endpoint.charset()).orElse(null);
    if (ack == null) {
      throw new AckFrames.NoFrame(frame.length);
    }
    CompletableFuture<Ack> answer = waiting.remove(ack.controlId());
    if (answer == null || !answer.complete(ack)) {
      tell(() -> strays.acknowledged(ack));
    }
  }

  /** Whatever a stray brings about, reading goes on. */
  private void tell(Runnable stray) {
    try {
      stray.run();
    } catch (RuntimeException e) {
      LOG.warn("A stray acknowledgement of {} is lost: {}", endpoint.name(), e.toString());
    }
  }

  /** Ends the connection; those who wait learn that they do not know. */
  void close(String reason) {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("The connection to {} did not close in good order", endpoint.name());
    }
    waiting.values().forEach(answer -> answer.completeExceptionally(new IOException(reason)));
    waiting.clear();
  }
}
