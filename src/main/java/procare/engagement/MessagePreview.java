package procare.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;
import procare.conversation.Context;
import procare.conversation.GlucoseFact;
import procare.conversation.Intent;
import procare.conversation.Interpreter;
import procare.conversation.MessageBook;
import procare.conversation.Pending;
import procare.conversation.Understanding;
import procare.glucose.GlucoseUnit;
import procare.glucose.Severity;

/**
 * Shows what the hub would read from a message and answer first, without doing any of it: nothing
 * is stored, sent or counted.
 *
 * <p>Confidence: 1.0 when the words say it by themselves; 0.7 when a rule guesses from words that
 * fit (a dose with no medicine named, a bare number that only one unit makes likely); 0.5 when the
 * hub asks back before it relies on it; 0 for UNKNOWN.
 */
@Component("messagePreview")
public class MessagePreview {
  private static final double CERTAIN = 1.0;
  private static final double GUESS = 0.7;
  private static final double ASKS_BACK = 0.5;

  /** Nobody's country is known here; 112 works in India, the EU and on every GSM phone. */
  private static final String NUMBER = "112";

  private final Interpreter interpreter;
  private final ReplyChoice replies;
  private final MessageBook book;

  MessagePreview(Interpreter interpreter, ReplyChoice replies, MessageBook book) {
    this.interpreter = interpreter;
    this.replies = replies;
    this.book = book;
  }

  /** {@code previewMessage}. */
  public ApiAnswer message(ApiRequest request) {
    JsonNode body = request.body();
    String language = body.path("language").asText(null);
    Context context =
        new Context(
            language,
            GlucoseUnit.find(body.path("meter").asText(null)).orElse(null),
            Pending.valueOf(body.path("pending").asText("NONE")));
    Understanding read = interpreter.read(body.path("text").asText(), context);
    String reader = MessageBook.supported(language == null ? read.language() : language);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("language", read.language());
    answer.put("intents", intents(read));
    answer.put(
        "glucose",
        read.glucose().stream()
            .filter(g -> g.glucose().comparator() == null)
            .map(MessagePreview::glucose)
            .toList());
    answer.put("redFlag", !read.redFlags().isEmpty());
    answer.put("redFlags", read.redFlags().stream().map(f -> f.code().name()).toList());
    answer.put("optOut", read.has(Intent.OPT_OUT));
    answer.put("optOutCategory", read.optOutCategory());
    answer.put("snooze", read.snooze() == null ? null : read.snooze().toString());
    answer.put(
        "reply",
        replies
            .first(read, reader, false, NUMBER, context.pending())
            .map(c -> book.render(c.key(), reader, c.values()))
            .orElse(""));
    return ApiAnswer.ok(answer);
  }

  private static List<Map<String, Object>> intents(Understanding read) {
    Map<String, Double> found = new LinkedHashMap<>();
    if (!read.redFlags().isEmpty()) {
      found.put("RED_FLAG", CERTAIN);
    }
    read.glucose().forEach(g -> found.merge(type(g), confidence(g), Math::max));
    read.intents().stream()
        .sorted(Comparator.naturalOrder())
        .forEach(
            i -> {
              String type = type(i);
              double confidence =
                  i == Intent.UNKNOWN ? 0 : read.guessed().contains(i) ? GUESS : CERTAIN;
              found.merge(type, confidence, Math::max);
            });
    if (found.isEmpty()) {
      found.put("UNKNOWN", 0.0);
    }
    List<Map<String, Object>> list = new ArrayList<>();
    found.forEach((type, confidence) -> list.add(Map.of("type", type, "confidence", confidence)));
    return list;
  }

  /** The contract knows no more types; "ok now" acknowledges, a code is nothing to anybody else. */
  private static String type(Intent intent) {
    return switch (intent) {
      case SELF_REPORT_OK -> "ACKNOWLEDGE";
      case VERIFY -> "UNKNOWN";
      default -> intent.name();
    };
  }

  private static String type(GlucoseFact fact) {
    if (fact.glucose().comparator() != null) {
      return fact.severity() == Severity.HIGH ? "METER_HIGH" : "METER_LOW";
    }
    boolean doubtful =
        fact.severity() == Severity.UNCLEAR || fact.glucose().unit() != null && fact.unclear();
    return doubtful ? "GLUCOSE_UNCLEAR" : "GLUCOSE";
  }

  private static double confidence(GlucoseFact fact) {
    if (fact.severity() == Severity.UNCLEAR || fact.glucose().unit() != null && fact.unclear()) {
      return ASKS_BACK;
    }
    return fact.unclear() ? GUESS : CERTAIN;
  }

  private static Map<String, Object> glucose(GlucoseFact fact) {
    Map<String, Object> shown = new LinkedHashMap<>();
    BigDecimal value = fact.glucose().value();
    shown.put("value", value);
    shown.put("unit", fact.glucose().unitCode());
    shown.put("state", fact.state());
    shown.put("when", fact.when().name().toLowerCase(java.util.Locale.ROOT));
    return shown;
  }
}
