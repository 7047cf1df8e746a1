package procare.partner.pack;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** What routes of packs may do to bytes before the hub reads them; see {@link RoutesLint}. */
@Component("packText")
public class PackText {
  /** Ends of lines as HL7 v2 wants them: a carriage return each (HL7 v2.5.1 §2.5.4). */
  public byte[] lineFeedsToReturns(byte[] body) {
    // Latin-1 keeps every byte as it is.
    return new String(body, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\r")
        .replace('\n', '\r')
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Without the byte order mark of UTF-8. */
  public byte[] stripBom(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return text.startsWith("\u00EF\u00BB\u00BF")
        ? text.substring(3).getBytes(StandardCharsets.ISO_8859_1)
        : body;
  }
}
