package procare.partner.pack;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import procare.Json;
import procare.partner.pack.Pack.Kind;

/**
 * Makes a new pack from the shipped one of the same kind and protocol, which is good, has samples
 * and passes the kit; its author changes what differs.
 */
public final class PackTemplate {
  private static final String README = "README.md";

  private PackTemplate() {}

  /** The shipped pack that a new one of this kind and protocol begins as. */
  public static Optional<PackFiles> find(
      Collection<PackSources.Source> shipped, Kind kind, Protocol protocol) throws PackRefused {
    for (PackSources.Source source : shipped) {
      Pack pack = source.read();
      if (pack.kind() == kind && pack.protocol() == protocol) {
        return Optional.of(source.files());
      }
    }
    return Optional.empty();
  }

  /**
   * The same under another name: its settings, its title and its HL7 v2 facility are the new one's,
   * and it claims to be bronze until its author knows more.
   *
   * @param name as {@code pack.schema.json} allows it
   * @param title for people; one line
   */
  public static PackFiles renamed(PackFiles template, String name, String title)
      throws PackRefused {
    Pack old = PackReader.read(template);
    String facility = name.toUpperCase(Locale.ROOT).replace("-", "");
    SortedMap<String, byte[]> files = new TreeMap<>();
    template
        .files()
        .forEach(
            (path, bytes) -> {
              // Latin-1 keeps every byte of whatever character set and document.
              String text =
                  new String(bytes, StandardCharsets.ISO_8859_1)
                      .replace(old.name(), name)
                      .replace(Setting.prefix(old.name()), Setting.prefix(name))
                      .replace("\ntitle: " + old.title() + "\n", "\ntitle: " + quoted(title) + "\n")
                      .replace(old.title(), utf8(title))
                      .replace("\ngrade: " + old.grade() + "\n", "\ngrade: bronze\n");
              if (old.sender() != null && !path.equals(PackFiles.CODES)) {
                text = text.replace(old.sender().facility(), facility);
              }
              if (path.equals(README)) {
                text = text.replaceFirst("\n", Matcher.quoteReplacement("\n" + warning(old)));
              }
              files.put(path, text.getBytes(StandardCharsets.ISO_8859_1));
            });
    return new PackFiles(name, files);
  }

  /** Nobody may take the example's habits for the partner's. */
  private static String warning(Pack old) {
    return """

        **All below is the example's, `%s`, and not yet this partner's.** Ask them, correct each line, and remove this one.
        """
        .formatted(old.name());
  }

  /** JSON is YAML, and needs no rule for colons and hashes. */
  private static String quoted(String title) {
    return utf8(title.matches("[\\p{L}\\p{N} .,()&'-]+") ? title : Json.write(title));
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
