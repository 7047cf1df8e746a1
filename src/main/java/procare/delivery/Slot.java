package procare.delivery;

import java.time.Instant;
import java.util.UUID;
import procare.event.Event;

/**
 * When one waiting message may leave.
 *
 * @param event what the sending route is given
 * @param lateAt from then on the slot is lost
 */
public record Slot(UUID deliveryId, Event event, Instant at, Instant lateAt) {}
