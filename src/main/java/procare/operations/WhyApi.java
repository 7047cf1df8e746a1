package procare.operations;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** Answers the operator's question: where is it, and why. */
@Component("whyApi")
public class WhyApi {
  private static final int MAX_KEY = 128;
  private final StoryKeys keys;
  private final StoryReader reader;
  private final Audit audit;

  WhyApi(StoryKeys keys, StoryReader reader, Audit audit) {
    this.keys = keys;
    this.reader = reader;
    this.audit = audit;
  }

  /** {@code why}: the story of whatever the key names, without clinical values and words. */
  @Transactional
  public ApiAnswer why(ApiRequest request) {
    String key = request.param("key").map(String::trim).map(Redaction::storable).orElse("");
    if (key.isEmpty() || key.length() > MAX_KEY) {
      throw ApiProblem.field(
          "key", "is missing or longer than " + MAX_KEY, "send an id, a phone number or a key");
    }
    StoryKeys.Found found =
        keys.find(key)
            .orElseThrow(
                () ->
                    ApiProblem.notFound(
                        "nothing has this key. It may be the id of an event, correlation, delivery,"
                            + " patient, emergency, reading, inbound message or dead letter, a"
                            + " gateway's message id, or a phone number with its country code"));
    Story story = reader.read(found);
    recordLook(request, found, story);
    StoryState.State state = StoryState.of(story);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", Redaction.text(key));
    answer.put("matched", found.matched());
    answer.put("correlationIds", found.stories());
    answer.put("summary", state.summary());
    answer.put("open", state.open());
    answer.put("steps", StoryTeller.tell(story));
    return ApiAnswer.ok(answer);
  }

  private void recordLook(ApiRequest request, StoryKeys.Found found, Story story) {
    Set<UUID> patients = new LinkedHashSet<>(story.patients());
    patients.addAll(found.people());
    String about = found.id() == null ? null : found.id().toString();
    patients.forEach(patient -> audit.record(request, "read", patient, "story", about, null));
  }
}
