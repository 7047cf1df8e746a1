package procare.partner;

/** Gives the value of a partner's authentication header; kept out of routes, URIs and logs. */
@FunctionalInterface
public interface PartnerSecret {
  String value();
}
