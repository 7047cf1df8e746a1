package procare.emr;

import java.util.List;
import org.springframework.stereotype.Component;
import procare.hl7.AdtHandler;
import procare.hl7.StoredMessage;

/** A hospital's messages that came over MLLP, on their way into the demographics. */
@Component("adtMessages")
class AdtMessages implements AdtHandler {
  private final Demographics demographics;

  AdtMessages(Demographics demographics) {
    this.demographics = demographics;
  }

  @Override
  public void accept(StoredMessage stored) {
    List<PersonUpdate> updates =
        AdtReader.read(stored.partner().name(), stored.partner().zone(), stored.message());
    updates.stream()
        .map(update -> stored.charsetDoubtful() ? withoutNames(update) : update)
        .forEach(demographics::accept);
  }

  /** A name that may be misspelt must not take the place of one that is right. */
  private static PersonUpdate withoutNames(PersonUpdate update) {
    return new PersonUpdate(
        update.partner(),
        update.event(),
        update.identifiers(),
        List.of(),
        update.birthDate(),
        update.sex(),
        update.phone(),
        update.mergedIdentifiers(),
        update.occurredAt(),
        update.messageId());
  }
}
