package procare.partner.pack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Set;

/** How a partner speaks, and the URI schemes that its endpoints may have. */
public enum Protocol {
  HL7_MLLP("hl7-mllp", Set.of("mllp", "mllps")),
  FHIR_REST("fhir-rest", Set.of("https", "http")),
  JSON_REST("json-rest", Set.of("https", "http")),
  SFTP_FILES("sftp-files", Set.of("sftp")),
  EVOLUTION("evolution", Set.of("https", "http")),
  GOWA("gowa", Set.of("https", "http")),
  CLOUDAPI("cloudapi", Set.of("https")),
  SMS_REST("sms-rest", Set.of("https", "http"));

  private final String word;
  private final Set<String> schemes;

  Protocol(String word, Set<String> schemes) {
    this.word = word;
    this.schemes = schemes;
  }

  /** The word in pack.yaml. */
  @JsonValue
  public String word() {
    return word;
  }

  public Set<String> schemes() {
    return schemes;
  }

  /**
   * @throws IllegalArgumentException for another word
   */
  @JsonCreator
  public static Protocol of(String word) {
    return Arrays.stream(values())
        .filter(p -> p.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no protocol " + word));
  }
}
