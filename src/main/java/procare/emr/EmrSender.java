package procare.emr;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import procare.emr.EmrDeliveries.Attempt;
import procare.emr.EmrHttp.Answers;
import procare.emr.EmrHttp.Call;
import procare.emr.EmrHttp.Reply;
import procare.emr.smart.NoToken;
import procare.emr.smart.SmartTokens;
import procare.event.Event;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;

/** One try to write one thing: claim, make, prove, send, write down how it ended. */
@Component("emrSender")
public class EmrSender {
  private static final Logger LOG = LoggerFactory.getLogger(EmrSender.class);
  private static final String TYPE = "application/fhir+json";
  private static final int UNAUTHORIZED = 401;

  private final EmrDeliveries deliveries;
  private final EmrPartners partners;
  private final FhirContent fhir;
  private final Hl7Content hl7;
  private final ObjectProvider<Hl7Sender> mllp;
  private final SmartTokens tokens;
  private final EmrHttp http;

  EmrSender(
      EmrDeliveries deliveries,
      EmrPartners partners,
      FhirContent fhir,
      Hl7Content hl7,
      ObjectProvider<Hl7Sender> mllp,
      SmartTokens tokens,
      EmrHttp http) {
    this.deliveries = deliveries;
    this.partners = partners;
    this.fhir = fhir;
    this.hl7 = hl7;
    this.mllp = mllp;
    this.tokens = tokens;
    this.http = http;
  }

  /** Handles {@code hub.emr.due}; not within a transaction, for it waits for the partner. */
  public void send(Event event) {
    deliveries.claim(event).ifPresent(this::send);
  }

  private void send(Attempt attempt) {
    Optional<EmrPartner> partner = partners.byName(attempt.partner());
    if (partner.isEmpty()) {
      deliveries.conclude(
          attempt,
          Outcome.of(Kind.CONFIGURATION, null, "this partner is not described or switched off"));
      return;
    }
    boolean speaksFhir = partner.get().protocol() == EmrPartner.Protocol.FHIR;
    Optional<byte[]> content;
    try {
      content = speaksFhir ? fhir.of(partner.get(), attempt) : hl7.of(partner.get(), attempt);
    } catch (IllegalArgumentException e) {
      LOG.warn("{} {} cannot be written: {}", attempt.kind(), attempt.id(), e.getMessage());
      deliveries.conclude(attempt, Outcome.of(Kind.PERMANENT, null, e.getMessage()));
      return;
    }
    if (content.isEmpty()) {
      deliveries.drop(attempt, "there is nothing to write (any more)");
      return;
    }
    deliveries.conclude(
        attempt,
        speaksFhir
            ? post(partner.get(), content.get())
            : message(partner.get(), attempt, content.get()));
  }

  private Outcome message(EmrPartner partner, Attempt attempt, byte[] message) {
    Hl7Sender sender = mllp.getIfAvailable();
    return sender == null
        ? Outcome.of(Kind.CONFIGURATION, null, "this hub has no way out for HL7 v2")
        : sender.send(partner.name(), Hl7Content.controlId(attempt), message);
  }

  /** A token that was refused is renewed, and the call repeated, once. */
  private Outcome post(EmrPartner partner, byte[] bundle) {
    try {
      String token = tokens.of(partner);
      Outcome outcome = call(partner, token, bundle);
      if (token == null || !isRefused(outcome)) {
        return outcome;
      }
      tokens.forget(partner, token);
      return call(partner, tokens.of(partner), bundle);
    } catch (NoToken e) {
      return e.outcome();
    }
  }

  private Outcome call(EmrPartner partner, String token, byte[] bundle) {
    Reply reply =
        http.call(partner, new Call(Answers.FHIR, "POST", partner.url(), TYPE, token, bundle));
    return reply.outcome();
  }

  private static boolean isRefused(Outcome outcome) {
    return outcome.status() != null && outcome.status() == UNAUTHORIZED;
  }
}
