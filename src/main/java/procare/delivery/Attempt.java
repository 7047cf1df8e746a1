package procare.delivery;

import java.util.UUID;

/**
 * One claimed try to send.
 *
 * @param number counts from 1; fences the outcome
 */
public record Attempt(
    UUID deliveryId,
    String gateway,
    String address,
    String body,
    boolean urgent,
    Draft.Kind kind,
    int number) {}
