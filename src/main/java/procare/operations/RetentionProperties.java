package procare.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.retention.*}: how long what has done its work is kept.
 *
 * @param inbox claims of handled events; longer than any message may wait on the bus
 * @param idempotency keys, so long may a caller repeat a request
 * @param events the event log and handled dead letters
 * @param receipts delivery receipts of gateways
 * @param sessions logins and refresh tokens after they have expired
 * @param occurrences reminders that came due, once they are counted in the adherence read model
 * @param media photos, voice notes and files of people; their rows stay as long as messages
 * @param bodies the words and raw bodies of messages in and out
 * @param messages the rows of messages in and out, without their words by then
 * @param partnerBodies raw bytes of laboratories' and hospitals' messages and documents that were
 *     read and did their work
 * @param partnerTroubles raw bytes of those that a person must look at, and of files that documents
 *     name
 */
@ConfigurationProperties("procare.retention")
public record RetentionProperties(
    Duration inbox,
    Duration idempotency,
    Duration events,
    Duration receipts,
    Duration sessions,
    @DefaultValue("P400D") Duration occurrences,
    @DefaultValue("P365D") Duration media,
    @DefaultValue("P180D") Duration bodies,
    @DefaultValue("P400D") Duration messages,
    @DefaultValue("P90D") Duration partnerBodies,
    @DefaultValue("P365D") Duration partnerTroubles) {
  /** Nothing that a conversation, a ladder or a late answer may still need is younger. */
  private static final Duration LEAST = Duration.ofDays(30);

  public RetentionProperties {
    atLeast("occurrences", occurrences, LEAST);
    atLeast("media", media, LEAST);
    atLeast("bodies", bodies, LEAST);
    atLeast("messages", messages, bodies.compareTo(media) > 0 ? bodies : media);
    atLeast("partner-bodies", partnerBodies, LEAST);
    atLeast("partner-troubles", partnerTroubles, partnerBodies);
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "procare.retention." + name + " must be at least P" + least.toDays() + "D");
    }
  }
}
