package procare.lab;

import static procare.Times.at;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;

/** Counts by which a laboratory's month and the hub's are compared. Holds nothing of patients. */
@Component("labReconciliationApi")
@Transactional(readOnly = true)
public class LabReconciliationApi {
  private static final String[] COUNTS = {
    "messages",
    "reports",
    "observations",
    "corrected",
    "unmatched",
    "unmapped",
    "critical",
    "signed_in_time",
    "emr_delivered"
  };
  private final JdbcClient jdbc;
  private final String count = Sql.of("lab/reconciliation");

  LabReconciliationApi(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * {@code getLabReconciliation}. {@code messages}: acknowledged with AA or 2xx, resends not
   * counted; {@code reports}: with news in the month; {@code observations}: versions stored, {@code
   * corrected} those of them that correct or withdraw.
   */
  public ApiAnswer month(ApiRequest request) {
    YearMonth month = YearMonth.parse(request.param("month").orElseThrow());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("month", month.toString());
    body.put(
        "partners",
        jdbc.sql(count)
            .param("from", at(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
            .param("to", at(month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
            .query(
                (rs, row) -> {
                  Map<String, Object> item = new LinkedHashMap<>();
                  item.put("partner", rs.getString("partner"));
                  for (String name : COUNTS) {
                    item.put(camel(name), rs.getLong(name));
                  }
                  return item;
                })
            .list());
    return ApiAnswer.ok(body);
  }

  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("_")) {
      camel.append(
          camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return camel.toString();
  }
}
