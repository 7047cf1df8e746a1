package procare.embedded.twins;

import java.util.List;
import java.util.Optional;

/**
 * Twins that come and go while the hub runs, reached below {@code /twins/{family}/{member}}. The
 * same twin is given for a name as long as it lives; another one is a new twin with a new log.
 */
public interface TwinFamily {
  /** First part of the path; no other twin may have it. */
  String name();

  Optional<Twin> find(String member);

  /** Names of those who are there now. */
  List<String> members();
}
