package procare.education;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.ai.ForbiddenTopics;
import procare.event.Event;
import procare.event.Outbox;

/**
 * The agent that knows the approved content: says which text answers a question, or that none does
 * and why. Who is told what in the end is the engagement engine's.
 */
@Component("learningLibrary")
public class LearningLibrary {
  private final Library library;
  private final Outbox outbox;
  private final Clock clock;

  public LearningLibrary(Library library, Outbox outbox, Clock clock) {
    this.library = library;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** {@code education.question.asked}. */
  public void asked(Event event) {
    String text = event.data().path("text").asText("");
    Optional<String> forbidden = ForbiddenTopics.forPersonsOnly(text);
    boolean question = event.data().path("question").asBoolean();
    Optional<Entry> entry =
        forbidden.isPresent() ? Optional.empty() : library.match(text, question ? 1 : 2);
    ObjectNode data = event.data().deepCopy();
    data.put("entryId", entry.map(Entry::id).orElse(null));
    data.put("topic", forbidden.orElse(null));
    outbox.append(
        event.next(
            "education.question.matched",
            clock.instant(),
            "learning-library",
            event.subject(),
            event.patientId(),
            data));
  }
}
