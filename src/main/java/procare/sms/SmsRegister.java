package procare.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;

/**
 * What is registered for SMS: the entity, its header, and for each text of the message book that
 * may go by SMS its template in each language, with the messages that it stands in for.
 */
@Component
public class SmsRegister {
  private final Map<String, Map<String, SmsTemplate>> templates = new HashMap<>();
  private final Map<String, String> standsFor = new HashMap<>();
  private final String entity;
  private final String header;

  @Autowired
  public SmsRegister(MessageBook book, SmsProperties settings, ResourceLoader resources) {
    this(book, settings.templates(), resources);
  }

  /**
   * @throws IllegalStateException naming every entry that does not fit the message book
   */
  SmsRegister(MessageBook book, String file, ResourceLoader resources) {
    JsonNode root = read(file, resources);
    entity = root.path("entity").asText("");
    header = root.path("header").asText("");
    List<String> faults = new ArrayList<>();
    root.path("templates").properties().forEach(e -> add(e.getKey(), e.getValue(), book, faults));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(file + ": " + String.join("; ", faults));
    }
  }

  /** The DLT number of the clinic. */
  public String entity() {
    return entity;
  }

  /** The registered sender. */
  public String header() {
    return header;
  }

  /** The SMS text that stands in for a message, both by key of the message book. */
  public Optional<String> standIn(String messageKey) {
    return Optional.ofNullable(standsFor.get(messageKey));
  }

  public Optional<SmsTemplate> find(String smsKey, String language) {
    return Optional.ofNullable(templates.getOrDefault(smsKey, Map.of()).get(language));
  }

  Map<String, Map<String, SmsTemplate>> templates() {
    return Map.copyOf(templates);
  }

  private void add(String key, JsonNode node, MessageBook book, List<String> faults) {
    if (!book.has(key)) {
      faults.add("no text " + key + " in the message book");
      return;
    }
    Map<String, SmsTemplate> byLanguage = new HashMap<>();
    for (String language : MessageBook.LANGUAGES) {
      JsonNode entry = node.path(language);
      if (entry.path("id").asText("").isEmpty() || entry.path("text").asText("").isEmpty()) {
        continue;
      }
      byLanguage.put(
          language, new SmsTemplate(entry.path("id").asText(), entry.path("text").asText()));
    }
    templates.put(key, byLanguage);
    for (JsonNode message : node.path("for")) {
      String text = message.asText();
      if (!book.has(text)) {
        faults.add("no text " + text + " in the message book");
      } else if (!book.parameters(text).containsAll(book.parameters(key))) {
        faults.add(text + " lacks parameters of " + key);
      } else if (standsFor.put(text, key) != null) {
        faults.add(text + " has two stand-ins");
      }
    }
  }

  private static JsonNode read(String file, ResourceLoader resources) {
    try (InputStream in = resources.getResource(file).getInputStream()) {
      return YAMLMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("procare.sms.templates: " + file, e);
    }
  }
}
