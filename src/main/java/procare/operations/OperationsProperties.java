package procare.operations;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.operations.*}.
 *
 * @param partners kind ({@code whatsapp}, {@code llm}, {@code lab}, {@code emr}, {@code sms}) by
 *     name of each partner that the hub talks to; shown even before the first call
 */
@ConfigurationProperties("procare.operations")
public record OperationsProperties(Map<String, String> partners) {
  public OperationsProperties {
    partners = partners == null ? Map.of() : Map.copyOf(partners);
  }
}
