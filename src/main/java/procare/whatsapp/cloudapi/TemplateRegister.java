package procare.whatsapp.cloudapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;

/**
 * The templates of the WhatsApp Business account by key of the message book: name, parameters in
 * Meta's order, and in which languages Meta has approved them.
 */
@Component
public class TemplateRegister {
  /** Begins the key of a quick reply's title in the message book. */
  public static final String BUTTON = "button.";

  private static final String APPROVED = "approved";

  /**
   * @param name at Meta
   * @param parameters names of the message book's parameters, in the order of {{1}}, {{2}}, …
   * @param quickReplies what comes back when a quick reply is tapped, in Meta's order; empty for a
   *     template without them
   * @param status by language
   */
  public record Entry(
      String name, List<String> parameters, List<String> quickReplies, Map<String, String> status) {
    boolean approved(String language) {
      return APPROVED.equalsIgnoreCase(status.get(language));
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();

  @Autowired
  public TemplateRegister(
      MessageBook book, TemplatesProperties settings, ResourceLoader resources) {
    this(book, settings.file(), resources);
  }

  /**
   * @throws IllegalStateException naming every entry that does not fit the message book
   */
  TemplateRegister(MessageBook book, String file, ResourceLoader resources) {
    List<String> faults = new ArrayList<>();
    read(file, resources)
        .path("templates")
        .properties()
        .forEach(e -> add(e.getKey(), e.getValue(), book, faults));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(file + ": " + String.join("; ", faults));
    }
  }

  /** The entry of a key, when Meta has approved it in this language. */
  public Optional<Entry> approved(String key, String language) {
    return Optional.ofNullable(entries.get(key)).filter(entry -> entry.approved(language));
  }

  /** The key that a template's name stands for. */
  public Optional<String> keyOf(String name) {
    return entries.entrySet().stream()
        .filter(e -> e.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  public Map<String, Entry> entries() {
    return Map.copyOf(entries);
  }

  private void add(String key, JsonNode node, MessageBook book, List<String> faults) {
    List<String> parameters = new ArrayList<>();
    node.path("parameters").forEach(p -> parameters.add(p.asText()));
    List<String> quickReplies = new ArrayList<>();
    node.path("quickReplies").forEach(q -> quickReplies.add(q.asText()));
    Map<String, String> status = new HashMap<>();
    node.path("status").properties().forEach(e -> status.put(e.getKey(), e.getValue().asText()));
    Set<String> distinct = new HashSet<>(parameters);
    if (!book.has(key)) {
      faults.add("no text " + key + " in the message book");
    } else if (!distinct.equals(book.parameters(key)) || distinct.size() != parameters.size()) {
      faults.add(key + " must name each of " + book.parameters(key) + " once");
    }
    if (!node.path("name").asText("").matches("[a-z0-9_]{1,512}")) {
      faults.add(key + " needs a name of lower-case letters, digits and underscores");
    }
    for (String reply : quickReplies) {
      if (!book.has(BUTTON + reply)) {
        faults.add(key + " has the quick reply " + reply + " without a text " + BUTTON + reply);
      }
    }
    entries.put(
        key,
        new Entry(
            node.path("name").asText(""),
            List.copyOf(parameters),
            List.copyOf(quickReplies),
            status));
  }

  private static JsonNode read(String file, ResourceLoader resources) {
    try (InputStream in = resources.getResource(file).getInputStream()) {
      return YAMLMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("procare.whatsapp.templates.file: " + file, e);
    }
  }
}
