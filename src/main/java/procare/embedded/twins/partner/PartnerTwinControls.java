package procare.embedded.twins.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import procare.embedded.twins.BadTwinRequest;
import procare.mllp.MllpServer;
import procare.partner.pack.Pack;
import procare.partner.pack.Protocol;

/** The tester's side of the partners' twins: what a laboratory finds, what a hospital tells. */
@RestController
@Profile("embedded")
class PartnerTwinControls {
  private final PartnerTwins twins;
  private final ObjectProvider<MllpServer> mllp;
  private final Clock clock;

  PartnerTwinControls(PartnerTwins twins, ObjectProvider<MllpServer> mllp, Clock clock) {
    this.twins = twins;
    this.mllp = mllp;
    this.clock = clock;
  }

  /** Goes out at once by MLLP, lies ready for the next poll, or is answered as a file's text. */
  @PostMapping("/twins/partners/{name}/results")
  ResponseEntity<?> result(@PathVariable String name, @RequestBody JsonNode body)
      throws IOException {
    PartnerTwin twin = twin(name);
    ResultWriter writer =
        twin.writer()
            .orElseThrow(() -> new BadTwinRequest(name + " reports no results, or has no sample"));
    Instant at = twin.shelf().next(clock.instant());
    NewResult result = NewResult.read(body, twin.pack(), at);
    byte[] document = writer.write(result);
    if (twin.pack().protocol() == Protocol.HL7_MLLP) {
      return ResponseEntity.ok(sent(twin.pack(), document, result.filler()));
    }
    if (twin.pack().protocol() == Protocol.SFTP_FILES) {
      MediaType csv = new MediaType("text", "csv", twin.pack().charset());
      return ResponseEntity.ok().contentType(csv).body(document);
    }
    twin.shelf().add(new Shelf.Report(at, document));
    return ResponseEntity.status(202)
        .body(Map.of("filler", result.filler(), "readyAt", at.toString()));
  }

  /** Sends ADT by MLLP. */
  @PostMapping("/twins/partners/{name}/adt")
  Map<String, Object> adt(@PathVariable String name, @RequestBody JsonNode body)
      throws IOException {
    Pack pack = twin(name).pack();
    if (pack.kind() != Pack.Kind.EMR || pack.protocol() != Protocol.HL7_MLLP) {
      throw new BadTwinRequest(name + " sends no HL7 v2 ADT");
    }
    byte[] message = AdtWriter.write(pack, twins.files(pack).orElseThrow(), body, clock.instant());
    return sent(pack, message, null);
  }

  private Map<String, Object> sent(Pack pack, byte[] message, String filler) throws IOException {
    MllpServer server = mllp.getIfAvailable();
    if (server == null || !server.isRunning()) {
      throw new IOException("the MLLP port is shut; set procare.mllp.enabled");
    }
    byte[] ack = MllpCall.send(server.port(), message);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("filler", filler);
    answer.put("sent", new String(message, pack.charset()).replace('\r', '\n'));
    answer.put("ack", new String(ack, StandardCharsets.UTF_8).replace('\r', '\n'));
    return answer;
  }

  private PartnerTwin twin(String name) {
    return twins.twin(name).orElseThrow(() -> new UnknownPartner(name));
  }

  private static final class UnknownPartner extends RuntimeException {
    UnknownPartner(String name) {
      super("no pack '" + name + "' runs");
    }
  }

  @ExceptionHandler(UnknownPartner.class)
  ResponseEntity<Map<String, Object>> unknown(UnknownPartner e) {
    return ResponseEntity.status(404)
        .body(Map.of("error", e.getMessage(), "running", twins.members()));
  }

  @ExceptionHandler(BadTwinRequest.class)
  ResponseEntity<Map<String, String>> bad(BadTwinRequest e) {
    return ResponseEntity.badRequest().body(Map.of("error", e.getMessage()));
  }

  /** The hub did not answer the twin. */
  @ExceptionHandler(IOException.class)
  ResponseEntity<Map<String, String>> away(IOException e) {
    return ResponseEntity.status(502).body(Map.of("error", String.valueOf(e.getMessage())));
  }
}
