package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Ids;
import procare.Json;
import procare.event.InvalidEventException;

class ReadingTest {
  @ParameterizedTest
  @CsvSource({
    "70,   mg/dL,   ,  NORMAL,  LOW,      true",
    "69.9, mg/dL,   ,  LEVEL_1, LOW,      false",
    "69.9, mg/dL,   ,  NORMAL,  LOW,      false",
    "3.9,  mmol/L,  ,  NORMAL,  LOW,      true",
    "3.8,  mmol/L,  ,  LEVEL_1, LOW,      false",
    "33.3, mmol/L,  ,  HIGH,    LOW,      true",
    "62,   mmol/L,  ,  HIGH,    LOW,      false",
    "301,  mg/dL,   ,  HIGH,    LOW,      true",
    "600,  mg/dL,   >, HIGH,    LOW,      true",
    "20,   mg/dL,   <, LEVEL_2, LOW,      false",
    "90,   mg/dL,   <, NORMAL,  LOW,      false",
    "300,  mg/dL,   ,  NORMAL,  HIGH,     true",
    "301,  mg/dL,   ,  HIGH,    HIGH,     false",
    "45,   mg/dL,   ,  LEVEL_2, HIGH,     true",
    "20,   mg/dL,   <, LEVEL_2, HIGH,     true",
    "17,   mg/dL,   ,  LEVEL_2, HIGH,     false",
    "25,   unclear, ,  UNCLEAR, LOW,      false",
    "25,   unclear, ,  UNCLEAR, HIGH,     false",
    "25,   unclear, ,  UNCLEAR, UNCLEAR,  false",
    "25,   mg/dL,   ,  LEVEL_2, UNCLEAR,  true",
    "25,   mmol/L,  ,  HIGH,    UNCLEAR,  true",
    "100,  mg/dL,   ,  NORMAL,  RED_FLAG, false",
  })
  void endsADanger(
      BigDecimal value, String unit, String comparator, String severity, Kind kind, boolean ends) {
    Reading reading =
        new Reading(Ids.next(), value, unit, comparator, severity, Instant.EPOCH, false);
    assertThat(reading.ends(kind)).isEqualTo(ends);
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    Map<String, Object> good = new LinkedHashMap<>();
    good.put("readingId", Ids.next());
    good.put("value", 62);
    good.put("unit", "mg/dL");
    good.put("severity", "LEVEL_1");
    good.put("recordedAt", "2026-08-15T09:30:00+05:30");
    assertThat(Reading.of(Json.tree(good)).recordedAt()).isEqualTo("2026-08-15T04:00:00Z");
    for (String field : good.keySet()) {
      Map<String, Object> missing = new LinkedHashMap<>(good);
      missing.remove(field);
      assertThatThrownBy(() -> Reading.of(Json.tree(missing)))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageContaining(field);
    }
    for (String field : new String[] {"readingId", "value", "recordedAt"}) {
      Map<String, Object> wrong = new LinkedHashMap<>(good);
      wrong.put(field, "yesterday");
      assertThatThrownBy(() -> Reading.of(Json.tree(wrong)))
          .isInstanceOf(InvalidEventException.class);
    }
  }
}
