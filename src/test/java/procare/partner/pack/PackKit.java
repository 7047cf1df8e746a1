package procare.partner.pack;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A good pack as text, to be spoiled in one place by each test. */
final class PackKit {
  static final String CODES =
      "code,text,unit,loinc,display,ucum,factor\n"
          + "HBA1C,HbA1c,%,4548-4,Hemoglobin A1c,%,\n"
          + "FBS,\"Sugar, fasting\",MGS/DL,1558-6,Fasting glucose,mg/dL,1\n";

  static final String ROUTES =
      """
      - route:
          id: partner-acme-results
          from:
            uri: direct:partner-acme-results
            steps:
              - log: "a message ${exchangeId}"
              - to: bean:packText?method=lineFeedsToReturns
      """;

  private PackKit() {}

  static String yaml(String name) {
    return """
        # yaml-language-server: $schema=../pack.schema.json
        schema: 1
        name: NAME
        version: 1.0.0
        title: Acme (fictional)
        kind: lab
        protocol: json-rest
        grade: bronze
        zone: Asia/Kolkata
        identifiers: {ours: PROCARE}
        endpoints:
          results: ${PREFIXRESULTS:https://lab.example/results}
          orders: ${PREFIXORDERS}
        auth:
          type: bearer
          token: ${PREFIXTOKEN}
        limits: {rate: 20/s, timeout: PT5S}
        results:
          format: json
          poll: PT5M
          report: {filler: /ref, status: /status}
          person: {id: /patient}
          items: /results
          item: {code: /code, value: /value, unit: /unit}
          statuses: {FINAL: final}
        orders:
          format: json
          idempotency: key
          header: Idempotency-Key
          fields: {placer: /order, tests: /tests, test.code: /code}
        silence: PT6H
        critical:
          - {loinc: 1558-6, low: 54, high: 400, unit: mg/dL}
        """
        .replace("NAME", name)
        .replace("PREFIX", Setting.prefix(name));
  }

  static PackFiles files(String name, String yaml, Map<String, String> others) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("pack.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    files.put("codes.csv", CODES.getBytes(StandardCharsets.UTF_8));
    others.forEach(
        (path, text) -> {
          if (text == null) {
            files.remove(path);
          } else {
            files.put(path, text.getBytes(StandardCharsets.UTF_8));
          }
        });
    return new PackFiles(name, files);
  }

  static PackFiles files(String name) {
    return files(name, yaml(name), Map.of());
  }
}
