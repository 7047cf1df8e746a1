package procare.hl7;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sample messages and the partners that send them. */
public final class Samples {
  public static final Hl7Partner LAB = lab("apex", Hl7Partner.Mode.ORIGINAL);
  public static final Hl7Partner HOSPITAL =
      new Hl7Partner(
          "city",
          Hl7Partner.Kind.EMR,
          "CITYHOSP",
          ZoneId.of("Asia/Kolkata"),
          StandardCharsets.UTF_8,
          Set.of("ADT^*", "MDM^T02"),
          Set.of("P"),
          null,
          true,
          "PID-3.1",
          Hl7Partner.Mode.ORIGINAL,
          Hl7Partner.Outage.AE,
          1 << 20);

  private Samples() {}

  public static Hl7Partner lab(String name, Hl7Partner.Mode mode) {
    return new Hl7Partner(
        name,
        Hl7Partner.Kind.LAB,
        "APEXLAB",
        ZoneId.of("Asia/Kolkata"),
        StandardCharsets.UTF_8,
        Set.of("ORU^R01"),
        Set.of("P"),
        null,
        true,
        "PID-3.1",
        mode,
        Hl7Partner.Outage.AE,
        1 << 20);
  }

  public static Optional<Hl7Partner> known(String application, String facility) {
    return switch (application + "/" + facility) {
      case "LIS/APEXLAB" -> Optional.of(LAB);
      case "HIS/CITYHOSP" -> Optional.of(HOSPITAL);
      default -> Optional.empty();
    };
  }

  public static Intake intake() {
    return new Intake(List.of(Samples::known));
  }

  public static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/samples/hl7/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Message message(String text) {
    return Message.of(text);
  }

  /** A report with one OBX line of its own. */
  public static Message oru(String obx) {
    return Message.of(
        "MSH|^~\\&|LIS|APEXLAB|||20260815||ORU^R01|1|P|2.5.1\rPID|1||A\rOBR|1|P1|F1|X^Test^L|||20260815080500\r"
            + obx
            + "\r");
  }

  static Charset charset(String name) {
    return Decoded.named(name);
  }
}
