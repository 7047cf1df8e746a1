package procare.hl7;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Escape sequences in values (HL7 v2.5.1 chapter 2.7). What is no sequence stays as it is: paths
 * such as {@code C:\lab} come unescaped.
 */
public final class Escapes {
  private static final Pattern SPACES = Pattern.compile("\\.(br|sp|fi|nf|in|ti|sk|ce)[+-]?\\d*");
  private static final Pattern CHARSET = Pattern.compile("[CM][0-9A-Fa-f]{4,6}");

  /** Of all sequences but hexadecimal data. */
  private static final int LONGEST = 16;

  private Escapes() {}

  /** The text that a raw value stands for. Line breaks become {@code \n}. */
  public static String decode(String raw, Delimiters with) {
    if (with.escape() == 0 || raw.indexOf(with.escape()) < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      int start = raw.indexOf(with.escape(), at);
      int end = start < 0 ? -1 : raw.indexOf(with.escape(), start + 1);
      if (end < 0) {
        return text.append(raw, at, raw.length()).toString();
      }
      text.append(raw, at, start);
      String meaning = meaning(raw.substring(start + 1, end), with);
      if (meaning == null) {
        text.append(with.escape());
        at = start + 1;
      } else {
        text.append(meaning);
        at = end + 1;
      }
    }
    return text.toString();
  }

  /** A text as it may stand in a field of an outgoing message. */
  public static String encode(String text, Delimiters with) {
    StringBuilder raw = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == with.escape() && c != 0) {
        escaped(raw, with, "E");
      } else if (c == with.field()) {
        escaped(raw, with, "F");
      } else if (c == with.component()) {
        escaped(raw, with, "S");
      } else if (c == with.subcomponent() && c != 0) {
        escaped(raw, with, "T");
      } else if (c == with.repetition() && c != 0) {
        escaped(raw, with, "R");
      } else if (c == '\n') {
        escaped(raw, with, ".br");
      } else if (c >= ' ') {
        raw.append(c);
      }
    }
    return raw.toString();
  }

  private static void escaped(StringBuilder raw, Delimiters with, String sequence) {
    if (with.escape() == 0) {
      raw.append(' ');
    } else {
      raw.append(with.escape()).append(sequence).append(with.escape());
    }
  }

  /** Null when this is no escape sequence. */
  private static String meaning(String sequence, Delimiters with) {
    switch (sequence) {
      case "F":
        return String.valueOf(with.field());
      case "S":
        return String.valueOf(with.component());
      case "T":
        return String.valueOf(with.subcomponent());
      case "R":
        return String.valueOf(with.repetition());
      case "E":
        return String.valueOf(with.escape());
      case "H", "N":
        return "";
      default:
        break;
    }
    if (isHex(sequence)) {
      return bytes(HexFormat.of().parseHex(sequence, 1, sequence.length()));
    }
    if (sequence.length() > LONGEST) {
      return null;
    }
    if (SPACES.matcher(sequence).matches()) {
      return sequence.startsWith(".br") || sequence.startsWith(".sp") ? "\n" : " ";
    }
    return CHARSET.matcher(sequence).matches() ? "" : null;
  }

  private static boolean isHex(String sequence) {
    if (sequence.length() < 3 || sequence.charAt(0) != 'X' || sequence.length() % 2 == 0) {
      return false;
    }
    for (int i = 1; i < sequence.length(); i++) {
      if (Character.digit(sequence.charAt(i), 16) < 0 || sequence.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  private static String bytes(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
