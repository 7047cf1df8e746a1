package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.whatsapp.cloudapi.TemplateRegister;

/** What a phone shows of a message of the Cloud API; templates as the account has them. */
@Component
@Profile("embedded")
class CloudApiTexts {
  private final ObjectProvider<TemplateRegister> register;
  private final ObjectProvider<MessageBook> book;

  CloudApiTexts(ObjectProvider<TemplateRegister> register, ObjectProvider<MessageBook> book) {
    this.register = register;
    this.book = book;
  }

  /** Null for a template that the account does not have in that language. */
  String of(String type, JsonNode body) {
    return switch (type) {
      case "text" -> body.at("/text/body").asText();
      case "interactive" -> body.at("/interactive/body/text").asText();
      case "reaction" -> body.at("/reaction/emoji").asText();
      case "template" -> template(body.path("template"));
      default -> body.path(type).path("caption").asText("");
    };
  }

  private String template(JsonNode template) {
    TemplateRegister account = register.getIfAvailable();
    if (account == null) {
      return "[template " + template.path("name").asText() + "]";
    }
    String key = account.keyOf(template.path("name").asText()).orElse(null);
    String language = template.at("/language/code").asText();
    if (key == null || account.approved(key, language).isEmpty()) {
      return null;
    }
    List<String> names = account.entries().get(key).parameters();
    Map<String, String> values = new HashMap<>();
    JsonNode parameters = template.at("/components/0/parameters");
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), parameters.path(i).path("text").asText("?"));
    }
    return book.getObject().render(key, language, values);
  }

  /** The buttons of a template, with the payloads that came with it. */
  List<Map<String, String>> quickReplies(JsonNode template) {
    String language = template.at("/language/code").asText();
    List<Map<String, String>> replies = new ArrayList<>();
    for (JsonNode component : template.path("components")) {
      if ("quick_reply".equals(component.path("sub_type").asText())) {
        String payload = component.at("/parameters/0/payload").asText();
        String title = title(payload, language);
        replies.add(Map.of("id", payload, "title", title));
      }
    }
    return replies;
  }

  /** As the account's template has it, which the message book stands for. */
  private String title(String payload, String language) {
    MessageBook texts = book.getIfAvailable();
    String key = TemplateRegister.BUTTON + payload;
    return texts != null && texts.has(key) ? texts.render(key, language, Map.of()) : payload;
  }
}
