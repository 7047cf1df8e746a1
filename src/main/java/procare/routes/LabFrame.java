package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;
import procare.lab.LabCall;

/**
 * Keeps what laboratory operations need of the HTTP request beside its JSON: the bytes as they
 * came, their type, and the header that a pack's secret is in. Nothing of it gets into the message.
 */
@Component("labFrame")
public class LabFrame {
  private static final String CALL = "procare.lab.call";

  public void open(Exchange exchange) {
    HttpServletRequest http = HttpExchanges.request(exchange);
    Map<String, String> headers =
        Collections.list(http.getHeaderNames()).stream()
            .collect(
                Collectors.toMap(
                    name -> name.toLowerCase(Locale.ROOT),
                    http::getHeader,
                    (first, again) -> first));
    byte[] body = RawBodyFilter.of(http);
    exchange.setProperty(CALL, new LabCall(headers, body == null ? new byte[0] : body));
  }
}
