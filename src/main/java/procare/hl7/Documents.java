package procare.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import procare.lab.LabDocument;

/**
 * Documents in OBX-5. ED: {@code source^application^pdf^Base64^data}, in life also {@code ^AP^PDF^}
 * and data broken into lines. RP: {@code link^application id^application^pdf}.
 */
final class Documents {
  private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);
  private static final String BINARY = "application/octet-stream";

  private Documents() {}

  /**
   * @param title what the document is
   * @return null when the data cannot be decoded
   */
  static LabDocument embedded(Field field, String title) {
    byte[] content = content(field.component(4), field);
    if (content == null || content.length == 0) {
      return null;
    }
    String type = mediaType(field.component(2), field.component(3));
    boolean pdf = content.length >= 4 && Arrays.equals(content, 0, 4, PDF, 0, 4);
    return new LabDocument(pdf ? "application/pdf" : type, title, content, null);
  }

  /** A link, or null when there is none. */
  static LabDocument link(Field field, String title) {
    String url = field.wholeComponent(1);
    return url == null
        ? null
        : new LabDocument(mediaType(field.component(3), field.component(4)), title, null, url);
  }

  private static byte[] content(String encoding, Field field) {
    String data = field.wholeComponent(5);
    if (data == null) {
      return null;
    }
    try {
      return switch (encoding == null ? "BASE64" : encoding.toUpperCase(Locale.ROOT)) {
        case "A" -> data.getBytes(StandardCharsets.UTF_8);
        case "HEX" -> HexFormat.of().parseHex(data.replaceAll("\\s", ""));
        default -> Base64.getDecoder().decode(data.replaceAll("\\s", ""));
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** HL7 tables 0191 and 0291 in the words of IANA. */
  private static String mediaType(String type, String subtype) {
    String sub = subtype == null ? "" : subtype.toLowerCase(Locale.ROOT);
    if (sub.equals("pdf")) {
      return "application/pdf";
    }
    String main =
        switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
          case "ap", "application" -> "application";
          case "image", "im" -> "image";
          case "text", "tx", "ft" -> "text";
          case "audio", "au" -> "audio";
          default -> null;
        };
    if (main == null || !sub.matches("[a-z0-9.+-]+") || sub.equals("octet-stream")) {
      return "text".equals(main) ? "text/plain" : BINARY;
    }
    return main + "/" + (sub.equals("jpg") ? "jpeg" : sub);
  }
}
