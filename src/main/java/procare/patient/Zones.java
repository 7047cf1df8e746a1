package procare.patient;

import java.time.ZoneId;
import java.util.Set;
import procare.api.ApiProblem;

/** Time zones that Java and PostgreSQL both know. */
public final class Zones {
  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

  private Zones() {}

  /**
   * @param field where the zone came from, for the refusal
   * @return the zone as given
   * @throws ApiProblem 400 unless it is an IANA region such as {@code Asia/Kolkata}, or UTC
   */
  public static String require(String field, String zone) {
    boolean region = zone.contains("/") && !zone.startsWith("SystemV/");
    if (!KNOWN.contains(zone) || !(region || zone.equals("UTC"))) {
      throw ApiProblem.field(
          field, "is no known time zone", "send an IANA zone such as Asia/Kolkata or Asia/Jakarta");
    }
    return zone;
  }
}
