package procare.embedded.twins.partner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One message over MLLP (HL7 v2 transport, release 1) to this machine, and its answer. */
final class MllpCall {
  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int MILLIS = 10_000;

  private MllpCall() {}

  /**
   * @return the acknowledgement without its frame
   * @throws IOException when nobody listens, or there is no answer within ten seconds
   */
  static byte[] send(int port, byte[] message) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
      socket.setSoTimeout(MILLIS);
      ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
      frame.write(START);
      frame.writeBytes(message);
      frame.write(END);
      frame.write('\r');
      socket.getOutputStream().write(frame.toByteArray());
      socket.getOutputStream().flush();
      return answer(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static byte[] answer(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int b = in.read(); b != END; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection was closed without an answer");
      }
      if (b != START) {
        answer.write(b);
      }
    }
    return answer.toByteArray();
  }
}
