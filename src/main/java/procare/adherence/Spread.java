package procare.adherence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Days of patients by the share confirmed on that day: one patient on seven days counts seven
 * times, so that weeks are the sum of their days.
 *
 * @param unknown nothing that could have been confirmed
 */
record Spread(
    long patientDays, long unknown, long below50, long below80, long below100, long full) {
  static Spread of(ResultSet row) throws SQLException {
    return new Spread(
        row.getLong("patient_days"),
        row.getLong("unknown"),
        row.getLong("below_50"),
        row.getLong("below_80"),
        row.getLong("below_100"),
        row.getLong("full_100"));
  }

  Spread plus(Spread o) {
    return new Spread(
        patientDays + o.patientDays,
        unknown + o.unknown,
        below50 + o.below50,
        below80 + o.below80,
        below100 + o.below100,
        full + o.full);
  }

  Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("patientDays", patientDays);
    view.put("unknown", unknown);
    view.put("below50", below50);
    view.put("from50to80", below80);
    view.put("from80to100", below100);
    view.put("full", full);
    return view;
  }
}
