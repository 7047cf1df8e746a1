package procare.partner.adapter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem;
import procare.lab.LabCall;
import procare.lab.LabDoor;
import procare.lab.LabReading;
import procare.lab.LabReport;
import procare.partner.pack.Pack;
import procare.partner.pack.PackSecret;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.SideFiles;
import procare.partner.reading.UnreadableDocument;

/** Laboratories as their packs know them: by secret, and by the shape of what they send. */
@Component
class PackLabDoor implements LabDoor, LabReading {
  private static final String FHIR = "application/fhir+json";
  private final Packs packs;
  private final PackSettings settings;

  PackLabDoor(Packs packs, PackSettings settings) {
    this.packs = packs;
    this.settings = settings;
  }

  @Override
  public boolean knows(String partner) {
    return laboratory(partner).isPresent();
  }

  /** The secret of {@code auth}, for both directions: as the header itself, or as an HMAC. */
  @Override
  public boolean proves(String partner, LabCall call) {
    return laboratory(partner).filter(pack -> proves(pack, call)).isPresent();
  }

  private boolean proves(Pack pack, LabCall call) {
    Optional<String> sent = call.header(PackSecret.header(pack));
    if (sent.isEmpty()) {
      return false;
    }
    if ("hmac".equals(pack.auth().type())) {
      return settings
          .auth(pack, "secret")
          .filter(secret -> !secret.isBlank())
          .map(secret -> hmac(secret, call.body()))
          .filter(expected -> equal(expected, sent.get().replaceFirst("^sha256=", "")))
          .isPresent();
    }
    String expected = new PackSecret(packs, settings, pack.name()).value();
    return !expected.isBlank() && equal(expected, sent.get());
  }

  /** HMAC-SHA256 of the raw body in hexadecimal digits. */
  private static String hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static boolean equal(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<LabReport> read(String partner, LabCall call, String messageId) {
    Pack pack = laboratory(partner).orElseThrow();
    boolean own =
        "application/json".equals(call.contentType())
            && pack.results() != null
            && List.of("json", "fhir").contains(pack.results().format());
    if (!own && !FHIR.equals(call.contentType())) {
      throw ApiProblem.of(
          415,
          "unsupported-media-type",
          "send FHIR R4 as " + FHIR + (own(pack) ? ", or your own JSON as application/json" : ""));
    }
    try {
      List<LabReport> reports =
          own
              ? ReportDocuments.read(pack, call.body(), messageId, SideFiles.NONE)
              : ReportDocuments.readFhir(pack, call.body(), messageId);
      if (reports.isEmpty()) {
        throw ApiProblem.field("body", "holds no report", "send at least one report");
      }
      return reports;
    } catch (UnreadableDocument e) {
      String place = e.place().isEmpty() ? "body" : e.place();
      throw ApiProblem.field(place, "cannot be read", e.getMessage());
    }
  }

  private static boolean own(Pack pack) {
    return pack.results() != null && "json".equals(pack.results().format());
  }

  private Optional<Pack> laboratory(String partner) {
    return packs.byName(partner).filter(pack -> pack.kind() == Pack.Kind.LAB);
  }
}
