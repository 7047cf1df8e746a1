package procare.lab;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.TestDatabase;
import procare.emergency.SettableClock;
import procare.event.Outbox;
import procare.event.RelaySignal;
import procare.media.ObjectStore;

/** The lab package on the test database, with one partner and a clock that the test moves. */
final class Laboratory {
  static final Instant NOON = Instant.parse("2026-08-15T12:00:00Z");

  final String partner = "lab-" + Ids.next();
  final SettableClock clock = new SettableClock(NOON);
  final JdbcTemplate jdbc = TestDatabase.jdbc();
  final TransactionTemplate transaction = new TransactionTemplate(TestDatabase.transactions());
  final Map<String, UUID> orders = new HashMap<>();
  final Map<String, byte[]> objects = new HashMap<>();
  final JdbcClient client = JdbcClient.create(TestDatabase.dataSource());
  final Outbox outbox =
      new Outbox(new NamedParameterJdbcTemplate(TestDatabase.dataSource()), new RelaySignal());
  final LabProperties settings =
      new LabProperties(
          Duration.ofMinutes(60),
          List.of("PROCARE"),
          new LabProperties.Limits(
              new BigDecimal(50),
              new BigDecimal(450),
              new BigDecimal("2.8"),
              new BigDecimal("6.0"),
              new BigDecimal("5.0")),
          "https://procare.example/fhir/sid");
  final PatientIdentifiers identifiers =
      new PatientIdentifiers(client, settings, new NoLabPartners(), clock);
  final LabReviews reviews = new LabReviews(client, outbox, clock);
  final Criticals criticals = new Criticals(client, outbox, settings, clock);
  final ObservationStore observations = new ObservationStore(client, clock);
  final ReportStore reports = new ReportStore(client, clock);
  final LabDocuments documents = new LabDocuments(client, outbox, store(), clock);
  final LabIntake intake;

  Laboratory() {
    PlacedOrders placed = (from, placer) -> Optional.ofNullable(orders.get(placer));
    intake =
        new LabIntake(
            new PersonMatch(identifiers, placed, client),
            reports,
            reviews,
            new ResultKeeper(
                observations, reviews, criticals, new LocalCodes(), new NoLabPartners(), settings),
            documents,
            placed,
            outbox,
            clock);
  }

  /** As a pack's table would: one local code of this laboratory. */
  static final class LocalCodes implements CodeMaps {
    @Override
    public Optional<MappedCode> map(String partner, LabCode code, String unit) {
      return "FBS".equals(code.code())
          ? Optional.of(new MappedCode("1558-6", null, Ucum.of(unit).orElse(null)))
          : new LoincPassThrough().map(partner, code, unit);
    }
  }

  private ObjectStore store() {
    return new ObjectStore() {
      @Override
      public void put(String key, byte[] bytes, String mediaType) {
        objects.put(key, bytes);
      }

      @Override
      public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(key));
      }

      @Override
      public Optional<InputStream> open(String key) {
        return get(key).map(ByteArrayInputStream::new);
      }

      @Override
      public void delete(String key) {
        objects.remove(key);
      }
    };
  }

  UUID patient(String name, LocalDate born) {
    UUID id = Ids.next();
    jdbc.update("insert into person (id, display_name) values (?, ?)", id, name);
    jdbc.update("insert into patient (id, birth_date) values (?, ?)", id, born);
    return id;
  }

  /** A patient whom the laboratory knows by this number. */
  UUID known(String name, String number) {
    UUID id = patient(name, null);
    identifiers.remember(partner, new LabIdentifier(number, "LIS", "MR"), id, null);
    return id;
  }

  static LabPerson person(String number, String given, String family, LocalDate born) {
    List<LabIdentifier> numbers =
        number == null ? List.of() : List.of(new LabIdentifier(number, "LIS", "MR"));
    return new LabPerson(numbers, family, given, born, null, null);
  }

  Report report(String number, String filler) {
    return new Report(this, person(number, "Asha", "Verma", null), filler);
  }

  LabIntake.Taken take(LabReport report) {
    return transaction.execute(status -> intake.take(report));
  }

  /** Whatever the laboratory's results are now, as {@code LOINC|local status value unit}. */
  List<String> held(UUID patientId) {
    return jdbc.query(
        "select o.loinc, v.status, v.value ->> 'comparator' as c, v.value ->> 'value' as n, v.unit from lab_observation o join lab_observation_version v on v.id = o.current_id where o.patient_id = ? order by o.id",
        (rs, row) ->
            rs.getString(1)
                + " "
                + rs.getString(2)
                + " "
                + (rs.getString(3) == null ? "" : rs.getString(3))
                + rs.getString(4)
                + " "
                + rs.getString(5),
        patientId);
  }

  int versions(UUID patientId) {
    return count(
        "lab_observation_version v join lab_observation o on o.id = v.observation_id where o.patient_id = ?",
        patientId);
  }

  int count(String what, Object... values) {
    return jdbc.queryForObject("select count(*) from " + what, Integer.class, values);
  }

  /** Types of the events of one patient, in order. */
  List<String> told(UUID patientId) {
    return jdbc.queryForList(
        "select type from event_log where patient_id = ? order by time, id",
        String.class,
        patientId);
  }

  /** Makes reports. */
  static final class Report {
    private final Laboratory lab;
    private final LabPerson person;
    private final String filler;
    private final List<LabResult> results = new ArrayList<>();
    private String placer;
    private String status = "final";
    private Instant issued = NOON;
    private String message = "m-" + Ids.next();
    private final List<LabDocument> documents = new ArrayList<>();

    Report(Laboratory lab, LabPerson person, String filler) {
      this.lab = lab;
      this.person = person;
      this.filler = filler;
    }

    Report placer(String number) {
      placer = number;
      return this;
    }

    Report status(String value) {
      status = value;
      return this;
    }

    Report issued(Instant at) {
      issued = at;
      return this;
    }

    Report document(String type, byte[] bytes) {
      documents.add(new LabDocument(type, "report", bytes, null));
      return this;
    }

    /** A result in the report's status; the value may begin with a comparator. */
    Report result(LabCode code, String value, String unit, String... flags) {
      return result(List.of(code), null, status, value, unit, flags);
    }

    Report result(
        List<LabCode> codes,
        String subId,
        String itsStatus,
        String value,
        String unit,
        String... flags) {
      results.add(
          new LabResult(
              codes,
              subId,
              value(value, unit),
              "70-99",
              List.of(flags),
              itsStatus,
              null,
              List.of()));
      return this;
    }

    static LabValue value(String value, String unit) {
      if (value == null) {
        return new LabValue.Absent();
      }
      String comparator = value.replaceAll("[0-9.].*", "");
      return new LabValue.Quantity(
          comparator.isEmpty() ? null : comparator,
          new BigDecimal(value.substring(comparator.length())),
          unit);
    }

    LabReport made() {
      return new LabReport(
          lab.partner,
          lab.partner,
          message,
          person,
          placer,
          filler,
          List.of(new LabCode("1558-6", "Fasting glucose", "LN")),
          status,
          NOON.minusSeconds(3600),
          issued,
          null,
          results,
          documents,
          List.of());
    }

    LabIntake.Taken take() {
      return lab.take(made());
    }
  }
}
