package procare.start;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the REST contract that the hub keeps, as the file that it is. */
@RestController
class ContractPage {
  private static final MediaType YAML = MediaType.valueOf("text/yaml;charset=UTF-8");

  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> contract() {
    return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi/hub.yaml"));
  }
}
