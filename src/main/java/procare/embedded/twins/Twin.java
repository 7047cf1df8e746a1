package procare.embedded.twins;

import java.util.Set;

/** Stand-in of one partner, reached below {@code /twins/{name}}. */
public interface Twin {
  String name();

  /** Answers as the healthy partner would, with the effects that its answer promises. */
  TwinAnswer answer(TwinRequest request);

  /** The partner's own body for an error with this HTTP status. */
  TwinAnswer error(int status, TwinRequest request);

  /** Fault modes of this partner alone, beside those that every twin has. */
  default Set<String> ownFaults() {
    return Set.of();
  }

  /** Answers in one of {@link #ownFaults()}. */
  default TwinAnswer fault(String mode, TwinRequest request) {
    throw new IllegalArgumentException(mode);
  }
}
