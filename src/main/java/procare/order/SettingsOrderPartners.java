package procare.order;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The laboratories of {@code procare.orders.partners}; a wrong one stops the start. */
@Component
class SettingsOrderPartners implements OrderPartners {
  private final Map<String, OrderPartner> partners;

  SettingsOrderPartners(OrderProperties settings) {
    partners =
        settings.partners().entrySet().stream()
            .filter(e -> e.getValue().enabled())
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> partner(e.getKey(), e.getValue())));
  }

  @Override
  public Optional<OrderPartner> byName(String name) {
    return Optional.ofNullable(partners.get(name));
  }

  private static OrderPartner partner(String name, OrderProperties.Laboratory lab) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a laboratory's name has lower-case letters, digits and hyphens only: " + name);
    }
    return new OrderPartner(
        name,
        lab.format(),
        lab.host(),
        lab.port(),
        blankToNull(lab.sslBundle()),
        lab.url(),
        lab.authHeader(),
        blankToNull(lab.secret()),
        lab.application(),
        lab.facility(),
        lab.version(),
        Charset.forName(lab.charset()),
        ZoneId.of(lab.zone()),
        lab.ackMode(),
        lab.idempotency(),
        lab.keyHeader(),
        blankToNull(lab.lookUp()),
        lab.answerWithin(),
        lab.applicationWithin(),
        lab.maxInFlight(),
        lab.perSecond(),
        lab.cancels(),
        new OrderPartner.Retry(
            lab.attempts(), lab.errorAttempts(), lab.firstPause(), lab.longestPause()),
        lab.codes() == null ? Map.of() : lab.codes());
  }

  private static String blankToNull(String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
