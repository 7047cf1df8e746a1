package procare.lab;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.lab.Placement.Doubtful;
import procare.lab.Placement.Kind;
import procare.lab.Placement.Matched;

/**
 * Finds whom a report is about: by the laboratory's identifiers, else by the number of our order;
 * never by a name.
 */
@Component
class PersonMatch {
  private final PatientIdentifiers identifiers;
  private final PlacedOrders orders;
  private final JdbcClient jdbc;

  PersonMatch(PatientIdentifiers identifiers, PlacedOrders orders, JdbcClient jdbc) {
    this.identifiers = identifiers;
    this.orders = orders;
    this.jdbc = jdbc;
  }

  private record Known(String displayName, LocalDate birthDate) {}

  Placement of(LabReport report) {
    if (blank(report.placer()) && blank(report.filler())) {
      return new Doubtful(
          Kind.NO_ORDER_NUMBER,
          identifiers.patientsOf(report.partner(), report.person()).stream()
              .findFirst()
              .orElse(null),
          "neither placer nor filler number: a correction could not be told from another result");
    }
    Set<UUID> named =
        new LinkedHashSet<>(identifiers.patientsOf(report.partner(), report.person()));
    Optional<UUID> ordered =
        blank(report.placer())
            ? Optional.empty()
            : orders.patientOf(report.partner(), report.placer());
    ordered.map(identifiers::today).ifPresent(named::add);
    if (named.size() > 1) {
      return new Doubtful(
          Kind.CONTRADICTION, null, "its identifiers and order number name different patients");
    }
    if (named.isEmpty()) {
      return new Doubtful(
          Kind.UNMATCHED, null, "no identifier or order number of it is known here");
    }
    UUID patientId = named.iterator().next();
    return fits(report, patientId)
        ? new Matched(patientId)
        : new Doubtful(
            Kind.CONTRADICTION,
            patientId,
            "its number names this patient, whose name or birth date is another");
  }

  private boolean fits(LabReport report, UUID patientId) {
    Known known =
        jdbc.sql(
                "select p.display_name, t.birth_date from patient t join person p on p.id = t.id where t.id = ?")
            .param(patientId)
            .query(Known.class)
            .single();
    return Likeness.plausible(report.person(), known.displayName(), known.birthDate())
        || identifiers.confirmed(report.partner(), report.person(), patientId);
  }

  static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
