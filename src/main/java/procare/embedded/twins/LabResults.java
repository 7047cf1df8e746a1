package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import procare.mllp.MllpServer;

/**
 * {@code POST /twins/lab/results {"placer":"PC100001","value":"8.4","unit":"%","status":"F"}}: the
 * laboratory twin sends the result of an order that it was given, as ORU^R01 to the hub's MLLP
 * port.
 */
@RestController
@Profile("embedded")
class LabResults {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx").withZone(ZoneOffset.UTC);
  private static final int PATIENCE_MS = 10_000;
  private final LabBook book;
  private final ObjectProvider<MllpServer> hub;
  private final Clock clock;

  LabResults(LabBook book, ObjectProvider<MllpServer> hub, Clock clock) {
    this.book = book;
    this.hub = hub;
    this.clock = clock;
  }

  @PostMapping("/twins/lab/results")
  Map<String, Object> send(@RequestBody JsonNode body) throws IOException {
    String placer = body.path("placer").asText("");
    LabBook.Order order =
        book.find(placer)
            .filter(o -> o.person() != null)
            .orElseThrow(() -> new BadTwinRequest("no order of that placer came over MLLP"));
    MllpServer server = hub.getIfAvailable();
    if (server == null || !server.isRunning()) {
      throw new BadTwinRequest("the hub listens on no MLLP port; set procare.mllp.enabled");
    }
    String ack = exchange(server.port(), report(order, body));
    book.mark(placer, "RESULTED");
    return Map.of("sent", placer, "answer", ack);
  }

  private String report(LabBook.Order order, JsonNode body) {
    String now = TIME.format(clock.instant());
    String status = body.path("status").asText("F");
    String test = order.tests().get(0) + "^^LN";
    String numbers = order.placer() + "^PROCARE|" + order.labRef() + "^TWINLAB|";
    return "MSH|^~\\&|TWINLIS|TWINLAB|PROCAREHUB|PROCARE|"
        + now
        + "||ORU^R01^ORU_R01|R"
        + clock.instant().toEpochMilli()
        + "|P|2.5.1||||||UNICODE UTF-8\r"
        + order.person()
        + "\rORC|RE|"
        + numbers
        + "\rOBR|1|"
        + numbers
        + test
        + "|||"
        + now
        + "|||||||||||||||"
        + now
        + "|||"
        + status
        + "\rOBX|1|NM|"
        + test
        + "||"
        + body.path("value").asText("8.4")
        + "|"
        + body.path("unit").asText("%")
        + "||||||"
        + status
        + "|||"
        + now
        + "\r";
  }

  private static String exchange(int port, String message) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket
          .getOutputStream()
          .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
      StringBuilder answer = new StringBuilder();
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0 && next != 0x1C; next = in.read()) {
        answer.append((char) next);
      }
      int msa = answer.indexOf("MSA|");
      return msa < 0 ? "" : answer.substring(msa + 4, Math.min(answer.length(), msa + 6));
    }
  }

  @ExceptionHandler(BadTwinRequest.class)
  ResponseEntity<Map<String, String>> bad(BadTwinRequest e) {
    return ResponseEntity.status(HttpStatus.BAD_REQUEST).body(Map.of("error", e.getMessage()));
  }
}
