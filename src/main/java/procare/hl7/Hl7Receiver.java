package procare.hl7;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes what came over a connection, whatever kind of connection, and says what goes back. An
 * answer is given only for what is committed.
 */
@Component
public class Hl7Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Hl7Receiver.class);

  private static final Verdict AWAY =
      Verdict.error("207", null, "The message cannot be stored at present; please send it again");

  private static final Verdict UNSTORABLE =
      Verdict.error("207", null, "The message cannot be stored");

  private final Intake intake;
  private final Hl7Messages messages;
  private final Acknowledgement acknowledgement;
  private final Clock clock;

  Hl7Receiver(Intake intake, Hl7Messages messages, Hl7Properties settings, Clock clock) {
    this.intake = intake;
    this.messages = messages;
    this.acknowledgement = new Acknowledgement(settings.application(), settings.facility());
    this.clock = clock;
  }

  /**
   * What goes back for one message.
   *
   * @param bytes the acknowledgement, or null when none is due
   * @param code of the answer, also when none goes out
   * @param partner its name, empty when unknown
   * @param nonsense true when this was no HL7 at all: who speaks something else is shown out
   */
  public record Reply(byte[] bytes, Verdict.Code code, String partner, boolean nonsense) {}

  /**
   * Stores the messages of one frame and answers each, in their order.
   *
   * @param origin the sender's address
   * @throws TransientDataAccessException when the database is away: nothing may be acknowledged.
   *     Call again later with the same frame; what was stored already is recognized.
   */
  public List<Reply> receive(byte[] frame, String origin) {
    try {
      return receiveLater(frame, origin).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * The same without a thread that waits. Reads the frame at once; completes on the committing
   * thread, which has no time to lose.
   */
  public CompletableFuture<List<Reply>> receiveLater(byte[] frame, String origin) {
    List<CompletableFuture<Reply>> replies =
        read(frame).stream().map(incoming -> keep(incoming, origin)).toList();
    if (replies.size() == 1) {
      return replies.get(0).thenApply(List::of);
    }
    return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
        .thenApply(all -> replies.stream().map(CompletableFuture::join).toList());
  }

  /**
   * What to say when a frame could not be stored for too long: AE, or nothing where that is agreed.
   */
  public List<Reply> unavailable(byte[] frame) {
    return read(frame).stream()
        .map(
            incoming ->
                incoming.partner() != null
                        && incoming.partner().outage() == Hl7Partner.Outage.SILENCE
                    ? new Reply(null, Verdict.Code.NONE, incoming.partner().name(), false)
                    : reply(incoming, AWAY))
        .toList();
  }

  /**
   * The answer to a message of which only the beginning was read, because it is too large.
   *
   * @param beginning with MSH
   * @param largest bytes that are taken
   */
  public Reply tooLarge(byte[] beginning, int largest) {
    Incoming incoming = read(beginning).get(0);
    return reply(
        incoming, Verdict.reject("207", null, "Message is larger than " + largest + " bytes"));
  }

  private List<Incoming> read(byte[] frame) {
    try {
      return intake.read(frame);
    } catch (RuntimeException e) {
      LOG.error(
          "A frame of {} bytes broke the reader and is put aside: {}",
          frame.length,
          Reception.place(e));
      return List.of(Intake.broken(frame));
    }
  }

  private CompletableFuture<Reply> keep(Incoming incoming, String origin) {
    Verdict verdict = incoming.verdict();
    if (verdict.code() == Verdict.Code.NONE && incoming.message() != null) {
      return CompletableFuture.completedFuture(reply(incoming, verdict));
    }
    return messages
        .storeLater(incoming, origin)
        .handle(
            (kept, e) -> {
              if (e instanceof DataIntegrityViolationException) {
                // Without the database's words, which quote the row.
                LOG.error("A message of {} cannot be stored", MessageRow.partner(incoming));
                return reply(incoming, UNSTORABLE);
              } else if (e != null) {
                throw e instanceof RuntimeException cause ? cause : new CompletionException(e);
              }
              tell(incoming, kept, origin);
              return reply(incoming, verdict);
            });
  }

  private static void tell(Incoming incoming, Hl7Messages.Kept kept, String origin) {
    if (kept == Hl7Messages.Kept.CONFLICT) {
      LOG.warn(
          "{} sent other content under a control id that it had used before; it is kept for a person to look at",
          incoming.partner().name());
    } else if (kept == Hl7Messages.Kept.STORED && !incoming.verdict().accepted()) {
      LOG.warn(
          "A message of {} was refused ({}) and put aside: {}",
          incoming.partner() == null ? "an unknown sender at " + origin : incoming.partner().name(),
          incoming.verdict().code(),
          incoming.verdict().reason());
    }
  }

  private Reply reply(Incoming incoming, Verdict verdict) {
    return new Reply(
        acknowledgement.accept(incoming, verdict, clock.instant()),
        verdict.code(),
        MessageRow.partner(incoming),
        incoming.message() == null && verdict.code() == Verdict.Code.NONE);
  }
}
