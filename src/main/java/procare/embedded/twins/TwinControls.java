package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tester's side of every twin: what it was asked, and what it shall do wrong. */
@RestController
@Profile("embedded")
class TwinControls {
  private final TwinDesks desks;

  TwinControls(TwinDesks desks) {
    this.desks = desks;
  }

  @GetMapping("/twins")
  Map<String, Object> twins() {
    Map<String, Object> faults = new LinkedHashMap<>();
    desks.all().forEach((name, desk) -> faults.put(name, view(desk)));
    return faults;
  }

  @GetMapping({"/twins/{name}/log", "/twins/{family:partners}/{name}/log"})
  List<TwinLog.Entry> log(@PathVariable Map<String, String> place) {
    return desk(place).log().entries();
  }

  @DeleteMapping({"/twins/{name}/log", "/twins/{family:partners}/{name}/log"})
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear(@PathVariable Map<String, String> place) {
    desk(place).log().clear();
  }

  @GetMapping({"/twins/{name}/faults", "/twins/{family:partners}/{name}/faults"})
  Map<String, Object> fault(@PathVariable Map<String, String> place) {
    return view(desk(place));
  }

  @PostMapping({"/twins/{name}/faults", "/twins/{family:partners}/{name}/faults"})
  Map<String, Object> fail(
      @PathVariable Map<String, String> place, @RequestBody(required = false) byte[] body) {
    TwinDesk desk = desk(place);
    JsonNode form =
        new TwinRequest("POST", "/faults", body == null ? new byte[0] : body, h -> null).json();
    desk.fault().set(FaultForm.read(form, desk.twin().ownFaults()));
    return view(desk);
  }

  private TwinDesk desk(Map<String, String> place) {
    String family = place.get("family");
    String name = (family == null ? "" : family + "/") + place.get("name");
    return desks
        .find(name)
        .orElseThrow(
            () ->
                new UnknownTwin(
                    "there is no twin '" + name + "'; there are " + desks.all().keySet()));
  }

  private static Map<String, Object> view(TwinDesk desk) {
    Fault fault = desk.fault().get();
    Set<String> modes = new TreeSet<>(FaultForm.COMMON);
    modes.addAll(desk.twin().ownFaults());
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("mode", fault.mode());
    view.put("status", fault.status());
    view.put("delayMs", fault.delayMs());
    view.put("count", fault.count());
    view.put("retryAfter", fault.retryAfter());
    view.put("modes", modes);
    return view;
  }

  private static final class UnknownTwin extends RuntimeException {
    UnknownTwin(String message) {
      super(message);
    }
  }

  @ExceptionHandler(UnknownTwin.class)
  ResponseEntity<Map<String, String>> unknown(UnknownTwin e) {
    return ResponseEntity.status(404).body(Map.of("error", e.getMessage()));
  }

  @ExceptionHandler(BadTwinRequest.class)
  ResponseEntity<Map<String, String>> bad(BadTwinRequest e) {
    return ResponseEntity.badRequest().body(Map.of("error", e.getMessage()));
  }
}
