package procare.partner.adapter;

import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.hl7.Hl7Partner;
import procare.hl7.Hl7Partners;
import procare.partner.pack.PackHearing;
import procare.partner.pack.Packs;

/** Senders of HL7 v2 messages that packs describe. */
@Component
class PackSenders implements Hl7Partners {
  private final Packs packs;
  private final PackHearing hearing;

  PackSenders(Packs packs, PackHearing hearing) {
    this.packs = packs;
    this.hearing = hearing;
  }

  @Override
  public Optional<Hl7Partner> bySender(String application, String facility) {
    return packs.bySender(application, facility).filter(PackHl7::speaks).map(PackHl7::of);
  }

  @Override
  public void heard(String partner) {
    hearing.heard(partner);
  }
}
