package procare.media;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code procare.media.*}.
 *
 * @param store {@code folder} or {@code s3}
 * @param folder where a folder store keeps its files
 * @param maxSize largest object that is kept
 * @param allowedTypes media types that are kept, as the bytes show them
 * @param maxAttempts how often bytes are asked for before a person has to look
 * @param timeoutMillis how long one call may take
 * @param gateways by name: where their media and their history are read
 */
@ConfigurationProperties("procare.media")
public record MediaProperties(
    @DefaultValue("folder") String store,
    String folder,
    @DefaultValue("16MB") DataSize maxSize,
    List<String> allowedTypes,
    @DefaultValue("8") int maxAttempts,
    @DefaultValue("20000") long timeoutMillis,
    Map<String, Access> gateways) {

  /**
   * Where one gateway is read.
   *
   * @param url base address
   * @param secret Evolution's API key, GOWA's {@code user:password}, Meta's access token; secret
   * @param hosts other hosts that its media may be at, by HTTPS; the secret goes nowhere else
   */
  public record Access(String url, String secret, List<String> hosts) {
    public Access {
      hosts = hosts == null ? List.of() : hosts.stream().filter(h -> !h.isBlank()).toList();
    }
  }

  public MediaProperties {
    allowedTypes = allowedTypes == null ? List.of() : List.copyOf(allowedTypes);
    gateways = gateways == null ? Map.of() : Map.copyOf(gateways);
  }

  public Access gateway(String name) {
    return gateways.getOrDefault(name, new Access("", "", List.of()));
  }
}
