package procare.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Tells what bytes are by how they begin (the formats' own signatures); neither file names nor what
 * a sender declares is trusted.
 */
final class MediaTypes {
  private MediaTypes() {}

  /**
   * @param declared decides only between sound and film, which share a container; may be null
   * @return the media type, or null for anything that WhatsApp does not send
   */
  static String of(byte[] bytes, String declared) {
    if (begins(bytes, 0, "ffd8ff")) {
      return "image/jpeg";
    }
    if (begins(bytes, 0, "89504e470d0a1a0a")) {
      return "image/png";
    }
    if (word(bytes, 0, "GIF8")) {
      return "image/gif";
    }
    if (word(bytes, 0, "RIFF") && word(bytes, 8, "WEBP")) {
      return "image/webp";
    }
    if (word(bytes, 0, "%PDF-")) {
      return "application/pdf";
    }
    if (word(bytes, 0, "OggS")) {
      return "audio/ogg";
    }
    if (word(bytes, 4, "ftyp")) {
      boolean sound = word(bytes, 8, "M4A") || base(declared).startsWith("audio/");
      return sound ? "audio/mp4" : "video/mp4";
    }
    if (word(bytes, 0, "#!AMR")) {
      return "audio/amr";
    }
    if (begins(bytes, 0, "fff1") || begins(bytes, 0, "fff9")) {
      return "audio/aac";
    }
    return word(bytes, 0, "ID3") || begins(bytes, 0, "fffb") || begins(bytes, 0, "fff3")
        ? "audio/mpeg"
        : null;
  }

  /**
   * {@code Content-Disposition} (RFC 6266): a browser shows what it only paints or plays; all else
   * is a file to be saved. The name is the hub's, never the sender's.
   */
  static String disposition(String type, UUID id) {
    String kind = type.substring(0, type.indexOf('/'));
    String end = type.substring(type.indexOf('/') + 1);
    String way = List.of("image", "audio", "video").contains(kind) ? "inline" : "attachment";
    return way + "; filename=\"" + id + "." + (end.equals("jpeg") ? "jpg" : end) + "\"";
  }

  /** Without parameters such as {@code codecs}, in lower case; empty for null. */
  static String base(String type) {
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean word(byte[] bytes, int at, String word) {
    return begins(bytes, at, word.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean begins(byte[] bytes, int at, String hex) {
    return begins(bytes, at, HexFormat.of().parseHex(hex));
  }

  private static boolean begins(byte[] bytes, int at, byte[] wanted) {
    return bytes.length >= at + wanted.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
