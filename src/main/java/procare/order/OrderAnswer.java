package procare.order;

import procare.mllp.client.Ack;
import procare.partner.Outcome;

/**
 * How a try over MLLP ended.
 *
 * @param ack the acknowledgement, or null when none came
 */
public record OrderAnswer(Outcome outcome, Ack ack) {}
