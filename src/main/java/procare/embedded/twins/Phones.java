package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Write as a person through one of the gateways; see what that person's phone shows. */
@RestController
@Profile("embedded")
class Phones {
  private static final String NUMBER = "[1-9]\\d{6,14}";
  private static final int LONGEST = 4_096;

  private final List<Phone> phones;
  private final Chat chat;
  private final Photos photos;

  Phones(List<Phone> phones, Chat chat, Photos photos) {
    this.photos = photos;
    this.phones = phones;
    this.chat = chat;
  }

  @PostMapping("/twins/{gateway:evolution|gowa|cloudapi}/inbound")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> write(
      @PathVariable String gateway, @RequestBody(required = false) byte[] body) {
    JsonNode form =
        new TwinRequest("POST", "/inbound", body == null ? new byte[0] : body, h -> null).json();
    String number = form.path("number").asText("");
    String text = form.path("text").asText("");
    if (!number.matches(NUMBER)) {
      throw new BadTwinRequest("number must be 7 to 15 digits without +, such as 915550000001");
    }
    JsonNode media = form.path("media");
    boolean empty = text.isBlank() && !media.isObject();
    if (!form.path("text").isTextual() || empty || text.length() > LONGEST) {
      throw new BadTwinRequest("text must be a string of 1 to " + LONGEST + " characters");
    }
    if (media.isObject() && !(media.path("mimetype").isTextual() && base64(media.path("base64")))) {
      throw new BadTwinRequest("media needs mimetype and base64");
    }
    Phone phone =
        phones.stream().filter(p -> p.gateway().equals(gateway)).findFirst().orElseThrow();
    return Map.of(
        "messageId",
        phone.write(
            new Phone.Written(
                number,
                text,
                form.path("buttonId").asText(null),
                form.path("quoted").asText(null),
                media.isObject()
                    ? new EvolutionMemory.Media(
                        media.path("mimetype").asText(), media.path("base64").asText())
                    : null,
                form.path("lost").asBoolean(false))));
  }

  private static boolean base64(JsonNode bytes) {
    try {
      return bytes.isTextual() && Base64.getDecoder().decode(bytes.asText()).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A picture that a person sent, as their phone shows it. */
  @GetMapping("/twins/phones/photos/{id}")
  ResponseEntity<byte[]> photo(@PathVariable String id) {
    if (!photos.showable(id)) {
      return ResponseEntity.notFound().build();
    }
    TwinAnswer photo = photos.bytes(id);
    return ResponseEntity.ok().header("Content-Type", photo.contentType()).body(photo.body());
  }

  /** Everything on the phone: all gateways, and SMS. */
  @GetMapping("/twins/{gateway:evolution|gowa|cloudapi|sms}/chat")
  List<Chat.Bubble> chat(@PathVariable String gateway, @RequestParam String number) {
    return chat.with(number);
  }

  @ExceptionHandler(BadTwinRequest.class)
  ResponseEntity<Map<String, String>> bad(BadTwinRequest e) {
    return ResponseEntity.badRequest().body(Map.of("error", e.getMessage()));
  }
}
