package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import procare.Json;

/**
 * OpenRouter's chat completions without a language model: it rewords by putting a friendly sentence
 * before the text that it is given. Own faults: {@code hostile} changes numbers and adds a dose,
 * {@code error200} is HTTP 200 with a top-level error, {@code choice-error} one inside the choice,
 * {@code empty} a cold start's empty answer, {@code filtered} a content filter's.
 */
@Component
@Profile("embedded")
class OpenRouterTwin implements Twin {
  private static final Set<String> PATHS = Set.of("/api/v1/chat/completions");

  private final Clock clock;
  private final String apiKey;

  OpenRouterTwin(Clock clock, @Value("${procare.ai.openrouter.api-key}") String apiKey) {
    this.clock = clock;
    this.apiKey = apiKey;
  }

  @Override
  public String name() {
    return "openrouter";
  }

  @Override
  public Set<String> ownFaults() {
    return Set.of("hostile", "error200", "choice-error", "empty", "filtered");
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    if (request.is("GET", "/api/v1/models")) {
      return TwinAnswer.json(200, Map.of("data", List.of(Map.of("id", "procare/twin"))));
    }
    return refusal(request, Rewording.friendly(asked(request)));
  }

  private TwinAnswer refusal(TwinRequest request, String content) {
    if (!PATHS.contains(request.path())) {
      return problem(404, "Not Found", null);
    }
    if (!("Bearer " + apiKey).equals(request.header().apply("Authorization"))) {
      return problem(401, "No auth credentials found", "authentication");
    }
    JsonNode body = request.json();
    if (body.path("messages").isEmpty()) {
      return problem(400, "Input required: specify \"prompt\" or \"messages\"", null);
    }
    if (model(body).isBlank()) {
      return problem(400, "No models provided", null);
    }
    return completion(body, shaped(body, content), "stop", null);
  }

  @Override
  public TwinAnswer fault(String mode, TwinRequest request) {
    JsonNode body = request.json();
    return switch (mode) {
      case "hostile" ->
          completion(body, shaped(body, Rewording.hostile(asked(request))), "stop", null);
      case "empty" -> completion(body, "", "stop", null);
      case "filtered" -> completion(body, null, "content_filter", null);
      case "choice-error" ->
          completion(body, "The reading", "error", error(502, "Provider returned error", null));
      default ->
          TwinAnswer.json(
              200, Map.of("error", error(429, "Provider returned error", "rate_limit_exceeded")));
    };
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    return switch (status) {
      case 402 ->
          problem(
              402,
              "Insufficient credits. Add more using https://openrouter.ai/settings/credits",
              "payment_required");
      case 429 -> problem(429, "Rate limit exceeded: free-models-per-min", "rate_limit_exceeded");
      case 502 -> problem(502, "Provider returned error", "provider_unavailable");
      case 503 -> problem(503, "No instances available", "provider_overloaded");
      case 504 -> problem(504, "Upstream timed out", "timeout");
      default -> problem(status, "Internal Server Error", "server");
    };
  }

  /** The last thing that the user said: text, or the text parts of a list. */
  private static String asked(TwinRequest request) {
    String text = "";
    for (JsonNode message : request.json().path("messages")) {
      if ("user".equals(message.path("role").asText())) {
        text = content(message.path("content"));
      }
    }
    return text;
  }

  private static String content(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    List<String> parts = new ArrayList<>();
    content.forEach(part -> parts.add(part.path("text").asText("")));
    return String.join("\n", parts);
  }

  /** Where a JSON schema is asked for, an object of that schema whose strings are the text. */
  private static String shaped(JsonNode body, String text) {
    JsonNode schema = body.path("response_format").path("json_schema").path("schema");
    if (schema.isMissingNode()) {
      return text;
    }
    if (schema.path("properties").has("intent")) {
      return Sorting.answer(text);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    for (Iterator<String> names = schema.path("properties").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      boolean string = "string".equals(schema.path("properties").path(name).path("type").asText());
      object.put(name, string ? text : null);
    }
    return Json.tree(object).toString();
  }

  private static String model(JsonNode body) {
    return body.path("models").isEmpty()
        ? body.path("model").asText("")
        : body.path("models").path(0).asText("");
  }

  private TwinAnswer completion(
      JsonNode body, String content, String finish, Map<String, Object> error) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", "assistant");
    message.put("content", content);
    message.put("refusal", null);
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("logprobs", null);
    choice.put("finish_reason", finish);
    choice.put("native_finish_reason", finish.toUpperCase(Locale.ROOT));
    choice.put("message", message);
    if (error != null) {
      choice.put("error", error);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", "gen-" + clock.instant().getEpochSecond() + "-" + UUID.randomUUID());
    answer.put("object", "chat.completion");
    answer.put("created", clock.instant().getEpochSecond());
    answer.put("model", model(body));
    answer.put("provider", "Twin");
    answer.put("choices", List.of(choice));
    answer.put("usage", usage(body, content));
    return TwinAnswer.json(200, answer);
  }

  private static Map<String, Object> usage(JsonNode body, String content) {
    int prompt = body.path("messages").toString().length() / 4;
    int completion = content == null ? 0 : content.length() / 4;
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("prompt_tokens", prompt);
    usage.put("completion_tokens", completion);
    usage.put("total_tokens", prompt + completion);
    usage.put("cost", 0);
    return usage;
  }

  private static TwinAnswer problem(int status, String message, String type) {
    return TwinAnswer.json(status, Map.of("error", error(status, message, type)));
  }

  private static Map<String, Object> error(int code, String message, String type) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    if (type != null) {
      error.put("metadata", Map.of("error_type", type, "provider_name", "Twin"));
    }
    return error;
  }
}
