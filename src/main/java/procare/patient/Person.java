package procare.patient;

import java.util.UUID;

/**
 * Somebody the hub talks to.
 *
 * @param language {@code en}, {@code hi} or {@code id}
 * @param zone IANA time zone
 * @param phone digits of the E.164 number that the person proved to own, or null
 */
public record Person(UUID id, String displayName, String language, String zone, String phone) {}
