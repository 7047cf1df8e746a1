package procare.glucose;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A reading as stored and shown; value and unit as entered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredReading(
    UUID id,
    UUID patientId,
    BigDecimal value,
    String unit,
    String comparator,
    String state,
    Instant recordedAt,
    Instant receivedAt,
    String source,
    Severity severity,
    boolean emergency,
    List<String> flags,
    String note) {}
