package procare.conversation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import procare.glucose.GlucoseUnit;

/** What was read; {@code past} and {@code otherPerson} hold at the end of the message. */
record Values(
    List<GlucoseFact> facts,
    List<BigDecimal> implausible,
    Set<Intent> intents,
    String code,
    GlucoseUnit unit,
    BigDecimal ketones,
    boolean past,
    boolean otherPerson) {}
