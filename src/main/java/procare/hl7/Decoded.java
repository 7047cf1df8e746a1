package procare.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The text of a message's bytes. MSH-18 says in which character set; where the bytes contradict it
 * the partner's own set is tried, then ISO-8859-1, which always fits, and {@code doubtful} says so:
 * a name never turns into question marks unnoticed.
 *
 * @param charset that was used
 * @param doubtful true when the declared or agreed set did not fit the bytes
 */
public record Decoded(String text, Charset charset, boolean doubtful) {
  /** HL7 table 0211 (v2.5.1) and what senders write instead. */
  private static final Map<String, String> TABLE_0211 =
      Map.ofEntries(
          Map.entry("UNICODE UTF-8", "UTF-8"),
          Map.entry("UNICODE", "UTF-8"),
          Map.entry("UTF8", "UTF-8"),
          Map.entry("ASCII", "US-ASCII"),
          Map.entry("BIG-5", "Big5"),
          Map.entry("GB 18030-2000", "GB18030"),
          Map.entry("KS X 1001", "EUC-KR"),
          Map.entry("CNS 11643-1992", "EUC-TW"));

  private static final int HEADER_FIELDS = 18;

  /**
   * Decodes bytes that begin with {@code MSH}, see {@link Intake#split}.
   *
   * @param agreed the partner's own set, for messages that declare none and for those that lie
   */
  public static Decoded of(byte[] bytes, Charset agreed) {
    String declared = declared(bytes);
    Charset first = declared == null ? agreed : charset(declared);
    if (first != null) {
      String text = strictly(bytes, first);
      if (text != null) {
        return new Decoded(text, first, false);
      }
    }
    String text = strictly(bytes, agreed);
    return text != null
        ? new Decoded(text, agreed, true)
        : new Decoded(
            new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, true);
  }

  /**
   * The fields of MSH before anything is known of the sender: one character for each byte, index 0
   * is {@code MSH}, index n is MSH-(n+1). At most 18 fields.
   */
  static List<String> header(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\r' && bytes[end] != '\n' && end < 4_096) {
      end++;
    }
    String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (line.length() < 4) {
      return List.of(line);
    }
    List<String> fields = Field.split(line, line.charAt(3));
    return fields.subList(0, Math.min(fields.size(), HEADER_FIELDS));
  }

  private static String declared(byte[] bytes) {
    List<String> fields = header(bytes);
    if (fields.size() < HEADER_FIELDS) {
      return null;
    }
    Delimiters with = Delimiters.of(String.join(String.valueOf((char) bytes[3]), fields));
    return new Field(fields.get(HEADER_FIELDS - 1), with).first().whole();
  }

  /** Null for a name that nobody knows. */
  private static Charset charset(String name) {
    String known = name.strip().toUpperCase(Locale.ROOT);
    String iana =
        TABLE_0211.getOrDefault(known, known.replaceFirst("^8859/(\\d+)$", "ISO-8859-$1"));
    try {
      return Charset.forName(iana);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static String strictly(byte[] bytes, Charset charset) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      // Bytes that begin with MSH are no UTF-16 and no EBCDIC, whatever MSH-18 says.
      return text.startsWith("MSH") ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Names from {@code StandardCharsets} for tests and settings alike. */
  static Charset named(String name) {
    Charset charset = charset(name);
    if (charset == null) {
      throw new IllegalArgumentException("no such character set: " + name);
    }
    return charset;
  }
}
