package procare.partner.draft;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import procare.partner.draft.Proposal.Confidence;

/** The character set of samples that do not name one. */
final class Letters {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Letters() {}

  static Proposal of(List<SampleFile> samples) {
    boolean beyondAscii = false;
    boolean c1 = false;
    boolean utf8 = true;
    for (SampleFile sample : samples) {
      for (byte b : sample.bytes()) {
        beyondAscii |= b < 0;
        c1 |= (b & 0xE0) == 0x80;
      }
      utf8 &= isUtf8(sample.bytes());
    }
    if (!beyondAscii) {
      return charset(
          "UTF-8", Confidence.LOW, "no sample has letters beyond ASCII: ask the partner");
    }
    if (utf8) {
      return charset("UTF-8", Confidence.HIGH, "letters beyond ASCII are UTF-8");
    }
    return c1
        ? charset(WINDOWS.name(), Confidence.HIGH, "no UTF-8, and signs that only it has")
        : charset(WINDOWS.name(), Confidence.MEDIUM, "no UTF-8; ISO-8859-1 would read the same");
  }

  private static Proposal charset(String name, Confidence confidence, String why) {
    return new Proposal("charset", name, confidence, why);
  }

  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
