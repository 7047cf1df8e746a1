package procare.start.hl7;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Sends one message in MLLP's frame (HL7 v2 Appendix C: VT, the message, FS, CR) and prints the
 * acknowledgement, as a laboratory's system would do it.
 */
@Command(
    name = "send",
    description =
        "Send a file with one message over MLLP and print the acknowledgement; exit code 0 when it was accepted, 1 when not.",
    mixinStandardHelpOptions = true)
final class Hl7Send implements Callable<Integer> {
  private static final long LARGEST = 64L << 20;
  private static final int START = 0x0B;
  private static final int END = 0x1C;

  @Spec private CommandSpec spec;

  @Parameters(description = "File with one message; its lines may end as on any machine.")
  private Path file;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "(default: 127.0.0.1)")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:PROCARE_MLLP_PORT:-2575}",
      description = "(default: PROCARE_MLLP_PORT, else 2575)")
  private int port;

  @Option(
      names = "--timeout",
      defaultValue = "PT30S",
      description = "How long to wait for the acknowledgement (default: PT30S).")
  private Duration timeout;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      throw new ParameterException(
          spec.commandLine(), file + " is no file of at most 64 MiB: name one with a message");
    }
    PrintWriter out = spec.commandLine().getOut();
    String acknowledgement;
    try {
      acknowledgement = exchange(message());
    } catch (IOException e) {
      out.println(
          "No acknowledgement from "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "). Does the hub run, and with MLLP on this port? Its ready line says which.");
      out.flush();
      return 1;
    }
    out.println(acknowledgement.strip().replace('\r', '\n'));
    out.flush();
    return acknowledgement.matches("(?s).*\\rMSA\\|[AC]A\\b.*") ? 0 : 1;
  }

  /** Latin-1 keeps every byte of whatever character set; a segment ends with CR. */
  private byte[] message() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\r")
        .replace('\n', '\r')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private String exchange(byte[] message) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
      frame.write(START);
      frame.write(message);
      frame.write(END);
      frame.write('\r');
      OutputStream to = socket.getOutputStream();
      to.write(frame.toByteArray());
      to.flush();
      return answer(socket.getInputStream());
    }
  }

  private static String answer(InputStream from) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int next = from.read(); next != END; next = from.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed");
      }
      if (next != START) {
        answer.write(next);
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
