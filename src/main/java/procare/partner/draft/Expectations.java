package procare.partner.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import procare.Json;
import procare.partner.canonical.PackReading;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.reading.UnreadableDocument;

/**
 * The {@code .expected.json} of samples, as the hub reads them today; whether it is right, a person
 * says.
 */
public final class Expectations {
  private static final String SAMPLES = "samples/";
  private static final String ATTACHMENTS = SAMPLES + "attachments/";
  private static final String EXPECTED = ".expected.json";
  private static final Instant NOW = Instant.EPOCH;

  private Expectations() {}

  /**
   * What the samples that nothing is expected of become.
   *
   * @return files by path in the pack's folder
   * @throws PackRefused when something else is wrong with the pack
   * @throws UnreadableDocument when one of these samples cannot be read; its name comes first
   */
  public static SortedMap<String, byte[]> missing(PackFiles files)
      throws PackRefused, UnreadableDocument {
    SortedMap<String, byte[]> others = new TreeMap<>(files.files());
    List<String> lonely =
        files.files().keySet().stream()
            .filter(f -> f.startsWith(SAMPLES) && !f.startsWith(ATTACHMENTS))
            .filter(f -> !f.endsWith(EXPECTED) && files.bytes(f + EXPECTED) == null)
            .toList();
    lonely.forEach(others::remove);
    PackReading reading = new PackReading(PackReader.read(new PackFiles(files.name(), others)));
    SortedMap<String, byte[]> found = new TreeMap<>();
    for (String sample : lonely) {
      try {
        found.put(sample + EXPECTED, of(reading, files.bytes(sample), files.files()));
      } catch (UnreadableDocument | IllegalArgumentException e) {
        throw new UnreadableDocument(sample, e.getMessage());
      }
    }
    return found;
  }

  /**
   * What one sample becomes.
   *
   * @param files of the pack, for what comes beside the sample
   */
  static byte[] of(PackReading reading, byte[] sample, SortedMap<String, byte[]> files)
      throws UnreadableDocument {
    List<JsonNode> read =
        reading.canonical(sample, name -> Optional.ofNullable(files.get(ATTACHMENTS + name)), NOW);
    boolean one = reading.pack().kind() == Pack.Kind.EMR && read.size() == 1;
    try {
      String text =
          Json.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(
                  one ? read.get(0) : JsonNodeFactory.instance.arrayNode().addAll(read));
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
