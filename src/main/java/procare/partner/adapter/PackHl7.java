package procare.partner.adapter;

import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import procare.hl7.Hl7Partner;
import procare.partner.pack.Pack;
import procare.partner.pack.Protocol;

/** The HL7 v2 side of a pack. */
public final class PackHl7 {
  private static final Set<String> PROCESSING_IDS = Set.of("P");

  private PackHl7() {}

  /** True when messages of this pack come over MLLP. */
  public static boolean speaks(Pack pack) {
    return pack.protocol() == Protocol.HL7_MLLP && pack.sender() != null;
  }

  /**
   * What is agreed with the sender.
   *
   * @throws IllegalArgumentException for a pack that does not speak HL7 v2
   */
  public static Hl7Partner of(Pack pack) {
    if (!speaks(pack)) {
      throw new IllegalArgumentException(pack.name() + " sends no HL7 v2 messages");
    }
    boolean emr = pack.kind() == Pack.Kind.EMR;
    return new Hl7Partner(
        pack.name(),
        emr ? Hl7Partner.Kind.EMR : Hl7Partner.Kind.LAB,
        pack.sender().facility(),
        pack.zone() == null ? ZoneOffset.UTC : pack.zone(),
        pack.charset(),
        emr
            ? pack.emr().receives().stream().map(t -> "ADT^" + t).collect(Collectors.toSet())
            : Set.of("ORU^R01"),
        PROCESSING_IDS,
        null,
        true,
        pack.ordering().key() == null ? "PID-3.1" : pack.ordering().key(),
        pack.ack() != null && "enhanced".equals(pack.ack().mode())
            ? Hl7Partner.Mode.ENHANCED
            : Hl7Partner.Mode.ORIGINAL,
        Hl7Partner.Outage.AE,
        (int) Math.min(Integer.MAX_VALUE, pack.limits().maxBytes()));
  }
}
