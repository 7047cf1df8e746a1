package procare.mllp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A laboratory's side of a connection, with plain sockets. */
public final class Sender implements AutoCloseable {
  final Socket socket;
  private final InputStream in;

  public Sender(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  Sender(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static byte[] framed(byte[] message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 3);
    out.write(0x0B);
    out.writeBytes(message);
    out.write(0x1C);
    out.write('\r');
    return out.toByteArray();
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void send(byte[] message) throws IOException {
    write(framed(message));
  }

  /** The next answer without its frame, or null when the connection was closed. */
  String answer() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != 0x1C) {
      if (b != 0x0B && (b != '\r' || out.size() > 0)) {
        out.write(b);
      }
      b = in.read();
    }
    return b < 0 ? null : out.toString(StandardCharsets.UTF_8);
  }

  /** MSA-1 and MSA-2 of the next answer. */
  public String msa() throws IOException {
    String answer = answer();
    return answer == null ? null : answer.replaceFirst("(?s).*\rMSA\\|([^|]*\\|[^|\r]*).*", "$1");
  }

  List<String> msas(int count) throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(msa());
    }
    return all;
  }

  /** True when the other side has closed, with nothing more to read. */
  boolean isClosed() throws IOException {
    try {
      int b = in.read();
      return b < 0 || b == '\r' && in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** True when nothing comes for so long. */
  boolean isSilent(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      int b = in.read();
      return b == '\r' && isSilent(millis);
    } catch (java.net.SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
