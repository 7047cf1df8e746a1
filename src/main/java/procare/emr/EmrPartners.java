package procare.emr;

import java.util.List;
import java.util.Optional;

/** The partners with medical records that are switched on, wherever they are described. */
public interface EmrPartners {
  Optional<EmrPartner> byName(String name);

  List<EmrPartner> all();
}
