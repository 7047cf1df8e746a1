package procare.embedded.twins;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Pictures that people sent from their phones, for their gateway to hand out; the newest only. */
@Component
@Profile("embedded")
class Photos {
  private static final int LIMIT = 100;

  /** What a page may show; anything else could be a page itself. */
  private static final String PICTURE = "image/(jpeg|png|webp)";

  private final Map<String, EvolutionMemory.Media> kept = new LinkedHashMap<>();

  /**
   * @param id of the message
   * @return where the chat page finds the picture, or null when there is none to show
   */
  synchronized String keep(String id, EvolutionMemory.Media media) {
    if (media == null) {
      return null;
    }
    kept.put(id, media);
    if (kept.size() > LIMIT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return media.mimetype().matches(PICTURE) ? "/twins/phones/photos/" + id : null;
  }

  /** The bytes as a gateway answers them; null when there are none of this message. */
  synchronized TwinAnswer bytes(String id) {
    EvolutionMemory.Media media = kept.get(id);
    return media == null
        ? null
        : new TwinAnswer(
            200, media.mimetype(), Base64.getDecoder().decode(media.base64()), Map.of());
  }

  /** Whether a page may show it. */
  synchronized boolean showable(String id) {
    return kept.containsKey(id) && kept.get(id).mimetype().matches(PICTURE);
  }
}
