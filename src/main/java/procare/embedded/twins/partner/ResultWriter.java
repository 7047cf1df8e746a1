package procare.embedded.twins.partner;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;

/** Writes a result as one partner does, with a sample of its pack for everything not said. */
interface ResultWriter {
  /** A whole document or message with this one result. */
  byte[] write(NewResult result);

  /** For the format of the pack; empty when the pack reports nothing or has no sample. */
  static Optional<ResultWriter> of(Pack pack, PackFiles files) {
    if (pack.results() == null) {
      return Optional.empty();
    }
    return switch (pack.results().format()) {
      case "hl7v2" -> sample(files, b -> b.length > 0).map(body -> new Hl7Results(pack, body));
      case "json" -> sample(files, b -> true).map(body -> new JsonResults(pack, body));
      case "fhir" -> sample(files, b -> true).map(body -> new FhirResults(pack, body));
      case "csv" -> sample(files, b -> true).map(body -> new CsvResults(pack, body));
      default -> Optional.empty();
    };
  }

  /** The first sample, by name, that fits. */
  static Optional<byte[]> sample(PackFiles files, Predicate<byte[]> fits) {
    return files.files().entrySet().stream()
        .filter(file -> file.getKey().matches("samples/[^/]+"))
        .filter(file -> !file.getKey().endsWith(".expected.json"))
        .map(Map.Entry::getValue)
        .filter(fits)
        .findFirst();
  }

  /** The partner's word for a FHIR status; the FHIR word where the pack lists none. */
  static String word(Pack pack, String status) {
    return pack.results().statuses().entrySet().stream()
        .filter(e -> e.getValue().equals(status))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse(status);
  }
}
