package procare.mllp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream of acknowledgements into frames ({@code 0x0B … 0x1C 0x0D}). A missing start block
 * before {@code MSH} and a missing CR behind the end block are tolerated.
 */
final class AckFrames {
  static final int START = 0x0B;
  static final int END = 0x1C;
  private static final int LARGEST = 1024 * 1024;
  private final InputStream in;

  AckFrames(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The stream holds what is no frame. */
  static final class NoFrame extends IOException {
    private static final long serialVersionUID = 1L;
    private final int size;

    NoFrame(int size) {
      super("no MLLP frame");
      this.size = size;
    }

    int size() {
      return size;
    }
  }

  /**
   * The next frame's content.
   *
   * @return null at the end of the stream
   * @throws NoFrame when something else came; nothing behind it can be trusted
   */
  byte[] next() throws IOException {
    int first = in.read();
    while (first == '\r' || first == '\n' || first == END || first == 0) {
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream(512);
    if (first == 'M') {
      frame.write(first);
    } else if (first != START) {
      throw new NoFrame(1);
    }
    for (int next = in.read(); next != END; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next == START) {
        // Its sender lost its way and began anew.
        frame.reset();
      } else {
        frame.write(next);
      }
      if (frame.size() > LARGEST || frame.size() == 3 && !isHeader(frame)) {
        throw new NoFrame(frame.size());
      }
    }
    return frame.toByteArray();
  }

  private static boolean isHeader(ByteArrayOutputStream frame) {
    return "MSH".equals(frame.toString(StandardCharsets.ISO_8859_1));
  }
}
