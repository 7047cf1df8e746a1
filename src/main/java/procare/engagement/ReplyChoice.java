package procare.engagement;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import procare.conversation.GlucoseFact;
import procare.conversation.Intent;
import procare.conversation.MessageBook;
import procare.conversation.Pending;
import procare.conversation.RedFlag;
import procare.conversation.Understanding;
import procare.conversation.When;
import procare.glucose.Glucose;
import procare.glucose.GlucoseUnit;
import procare.reminder.DoseAnswers;
import procare.reminder.DoseWord;

/**
 * Which text answers what: rules alone, used by the answer itself and by its preview, so that the
 * two cannot differ.
 */
@Component
class ReplyChoice {
  /**
   * A text to be sent.
   *
   * @param key in {@link MessageBook}
   * @param values its parameters
   */
  record Choice(String key, Map<String, Object> values) {}

  private static final BigDecimal METER_HIGH = BigDecimal.valueOf(600);
  private static final String SILENCE = "";
  private static final String KEPT = "reply.note-kept";

  /** The first intent that a message has decides. */
  private static final Map<Intent, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(Intent.OTHER_PERSON, "reply.other-person");
    TEXTS.put(Intent.BLOOD_PRESSURE, "reply.blood-pressure");
    TEXTS.put(Intent.HBA1C, "reply.hba1c");
    TEXTS.put(Intent.INSULIN_DOSE, "reply.insulin-dose");
    TEXTS.put(Intent.HELP, "reply.help");
    TEXTS.put(Intent.GREETING, "reply.greeting");
    TEXTS.put(Intent.ACKNOWLEDGE, SILENCE);
    TEXTS.put(Intent.SELF_REPORT_OK, KEPT);
  }

  private final MessageBook book;
  private final RedFlagWords redFlags;

  ReplyChoice(MessageBook book, RedFlagWords redFlags) {
    this.book = book;
    this.redFlags = redFlags;
    TEXTS.values().stream().filter(k -> !k.isEmpty()).forEach(k -> book.require(k, "number"));
    book.require("reply.unknown", "number");
    book.require("emergency.low.symptoms", "number");
    book.require("reading.implausible", "reading", "number");
  }

  /**
   * The first text that answers a message, as far as its words alone decide.
   *
   * @param language of the reader
   * @param glucoseOnly whether sugar does not help the reader (acarbose, voglibose)
   * @param number to call in an emergency
   * @param pending what was asked; after DOSE the dose that was asked about is meant
   * @return empty when the hub keeps silent, as after "ok"
   */
  Optional<Choice> first(
      Understanding understood,
      String language,
      boolean glucoseOnly,
      String number,
      Pending pending) {
    if (!understood.redFlags().isEmpty()) {
      RedFlag flag = understood.redFlags().get(0);
      return Optional.of(with(number, redFlags.key(flag.code().name())));
    }
    Optional<GlucoseFact> danger =
        understood.glucose().stream().filter(g -> g.severity().emergency()).findFirst();
    if (danger.isPresent()) {
      Glucose glucose = danger.get().glucose();
      String severity = danger.get().severity().name();
      String kind = severity.startsWith("LEVEL") ? "LOW" : severity;
      String key = rescue(kind, severity, glucose, danger.get().when() == When.PAST);
      return Optional.of(
          new Choice(
              book.variant(key, glucoseOnly),
              Map.of("reading", MessageBook.reading(glucose), "number", number)));
    }
    if (understood.has(Intent.SYMPTOM_LOW)) {
      return Optional.of(with(number, symptoms(glucoseOnly)));
    }
    if (!understood.glucose().isEmpty()) {
      return Optional.of(logged(understood.glucose().get(0), language));
    }
    if (understood.has(Intent.OPT_OUT) || understood.has(Intent.OPT_IN)) {
      return Optional.of(consent(understood, language));
    }
    Set<DoseWord> words = DoseReplies.words(understood);
    if (pending == Pending.DOSE && words.size() == 1) {
      return Optional.of(dose(words.iterator().next(), understood, language));
    }
    return otherwise(understood, number);
  }

  /** What {@link DoseReplies} says about a dose that can still be answered. */
  private Choice dose(DoseWord word, Understanding understood, String language) {
    return new Choice(
        DoseReplies.text(word),
        Map.of(
            "what",
            book.render("dose.any", language, Map.of()),
            "when",
            "…",
            "time",
            DoseAnswers.snooze(understood.snooze()).toMinutes()));
  }

  /** What {@link ConsentAnswers} says to a command of consent. */
  private Choice consent(Understanding understood, String language) {
    String verb = understood.has(Intent.OPT_OUT) ? "stopped" : "started";
    String category = understood.optOutCategory();
    return category == null
        ? new Choice("consent." + verb + "-all", Map.of())
        : new Choice(
            "consent." + verb + "-some",
            Map.of("category", book.render("consent.name." + category, language, Map.of())));
  }

  /** For a low that is felt but not measured. */
  String symptoms(boolean glucoseOnly) {
    return book.variant("emergency.low.symptoms", glucoseOnly);
  }

  /**
   * The rescue text for a dangerous reading.
   *
   * @param kind LOW, HIGH or UNCLEAR
   * @param backdated told of long after it was measured
   */
  static String rescue(String kind, String severity, Glucose glucose, boolean backdated) {
    if (backdated) {
      return "emergency.backdated";
    }
    return switch (kind) {
      case "LOW" -> "LEVEL_2".equals(severity) ? "emergency.low.level2" : "emergency.low.level1";
      case "HIGH" -> meterHigh(glucose) ? "emergency.very-high" : "emergency.high";
      default -> "emergency.unclear";
    };
  }

  private static boolean meterHigh(Glucose glucose) {
    return glucose != null
        && glucose.unit() == GlucoseUnit.MG_DL
        && glucose.value().compareTo(METER_HIGH) >= 0;
  }

  /** For a reading that is in no danger. */
  Choice logged(GlucoseFact fact, String language) {
    String reading = MessageBook.reading(fact.glucose());
    if (fact.glucose().unit() == null) {
      return new Choice("reading.ask-unit", Map.of("reading", reading));
    }
    String state =
        fact.state() == null
            ? ""
            : book.render("reading.state." + stateKey(fact.state()), language, Map.of());
    String key = fact.when() == When.PAST ? "reading.logged.past" : "reading.logged.normal";
    return new Choice(key, Map.of("reading", reading, "state", state));
  }

  private static String stateKey(String state) {
    return state.toLowerCase(Locale.ROOT).replace('_', '-').replace("morning-fasting", "fasting");
  }

  /** For a message without values and dangers; empty for silence. */
  Optional<Choice> otherwise(Understanding understood, String number) {
    if (understood.unit() != null) {
      return Optional.of(new Choice("reading.unit-kept", Map.of("unit", understood.unit().code())));
    }
    if (!understood.implausible().isEmpty()) {
      String value = understood.implausible().get(0).toPlainString();
      return Optional.of(
          new Choice("reading.implausible", Map.of("reading", value, "number", number)));
    }
    if (DoseReplies.words(understood).size() > 1) {
      return Optional.of(new Choice("dose.which", Map.of()));
    }
    if (!DoseReplies.words(understood).isEmpty()) {
      return Optional.of(new Choice("dose.nothing-open", Map.of()));
    }
    String key =
        TEXTS.entrySet().stream()
            .filter(e -> understood.has(e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("reply.unknown");
    return key.equals(SILENCE) ? Optional.empty() : Optional.of(with(number, key));
  }

  private static Choice with(String number, String key) {
    return new Choice(key, Map.of("number", number));
  }
}
