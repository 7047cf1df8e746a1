package procare.start;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the contracts that the hub keeps, REST and events, as the files that they are. */
@RestController
class ContractPage {
  private static final MediaType YAML = MediaType.valueOf("text/yaml;charset=UTF-8");

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> rest() {
    return file("openapi/hub.yaml");
  }

  @GetMapping("/asyncapi.yaml")
  ResponseEntity<Resource> events() {
    return file("asyncapi/hub.yaml");
  }

  private static ResponseEntity<Resource> file(String path) {
    return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource(path));
  }
}
