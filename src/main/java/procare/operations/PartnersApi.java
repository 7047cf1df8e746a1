package procare.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/**
 * Partners and their circuit breakers, as every node saw them last; with their packs where they
 * have one.
 */
@Component("partnersApi")
public class PartnersApi {
  private static final List<String> WORST_FIRST =
      List.of("FORCED_OPEN", "OPEN", "HALF_OPEN", "CLOSED", "METRICS_ONLY", "DISABLED");

  /** A breaker writes its first row when it first changes; until then nothing ever went wrong. */
  private static final String NEVER_CHANGED = "CLOSED";

  private final JdbcTemplate jdbc;
  private final OperationsProperties settings;
  private final PartnerPacks packs;
  private final String breakers = Sql.of("operations/breakers");

  PartnersApi(JdbcTemplate jdbc, OperationsProperties settings, PartnerPacks packs) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.packs = packs;
  }

  /** {@code listPartners}: the worst state of any node, and each node's own. */
  public ApiAnswer list(ApiRequest request) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", partners());
    page.put("next", null);
    return ApiAnswer.ok(page);
  }

  List<Map<String, Object>> partners() {
    Map<String, List<Map<String, Object>>> nodes = new TreeMap<>();
    settings.partners().keySet().forEach(name -> nodes.put(name, new ArrayList<>()));
    Map<String, Map<String, Object>> views = packs.all();
    views.keySet().forEach(name -> nodes.put(name, new ArrayList<>()));
    jdbc.query(breakers, Rows.MAPPER)
        .forEach(
            row ->
                nodes
                    .computeIfAbsent((String) row.remove("partner"), p -> new ArrayList<>())
                    .add(row));
    List<Map<String, Object>> partners = new ArrayList<>();
    nodes.forEach((name, rows) -> partners.add(partner(name, rows, views.get(name))));
    return partners;
  }

  private Map<String, Object> partner(
      String name, List<Map<String, Object>> nodes, Map<String, Object> pack) {
    Map<String, Object> worst =
        nodes.stream()
            .min(Comparator.comparingInt(n -> rank((String) n.get("state"))))
            .orElse(null);
    Map<String, Object> partner = new LinkedHashMap<>();
    partner.put("partner", name);
    Object kind = pack == null ? null : pack.get("kind");
    partner.put("kind", kind == null ? settings.partners().getOrDefault(name, "other") : kind);
    partner.put("state", worst == null ? NEVER_CHANGED : worst.get("state"));
    partner.put("since", worst == null ? null : (Instant) worst.get("since"));
    partner.put("nodes", nodes);
    if (pack != null) {
      partner.put("pack", pack);
    }
    return partner;
  }

  /** {@code getPartner}: one of them, with all that is known about its pack. */
  public ApiAnswer get(ApiRequest request) {
    String name = request.path().get("name");
    Map<String, Object> partner =
        partners().stream()
            .filter(p -> p.get("partner").equals(name))
            .findFirst()
            .orElseThrow(() -> ApiProblem.notFound("there is no partner " + name));
    packs.detail(name).ifPresent(detail -> partner.put("pack", detail));
    return ApiAnswer.ok(partner);
  }

  private static int rank(String state) {
    int rank = WORST_FIRST.indexOf(state);
    return rank < 0 ? WORST_FIRST.size() : rank;
  }
}
