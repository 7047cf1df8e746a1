package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Good packs become records; each bad one is refused with file, line, reason and remedy. */
class PackReaderTest {
  @Test
  void aGoodPackIsRead() throws PackRefused {
    Pack pack =
        PackReader.read(
            PackKit.files(
                "acme",
                PackKit.yaml("acme"),
                Map.of(
                    "routes.camel.yaml",
                    PackKit.ROUTES,
                    "samples/a.json",
                    "{}",
                    "samples/a.json.expected.json",
                    "[]")));
    assertThat(pack.kind()).isEqualTo(Pack.Kind.LAB);
    assertThat(pack.protocol()).isEqualTo(Protocol.JSON_REST);
    assertThat(pack.limits().permits()).isEqualTo(20);
    assertThat(pack.limits().period()).isEqualTo(Duration.ofSeconds(1));
    assertThat(pack.limits().maxBytes()).isEqualTo(8L << 20);
    assertThat(pack.silence()).isEqualTo(Duration.ofHours(6));
    assertThat(pack.results().poll()).isEqualTo(Duration.ofMinutes(5));
    assertThat(pack.results().item()).containsEntry("unit", "/unit");
    assertThat(pack.orders().cancel()).isTrue();
    assertThat(pack.auth().setting("token"))
        .contains(new Setting("PROCARE_PARTNER_ACME_TOKEN", null));
    assertThat(pack.endpoints().get("results").fallback()).isEqualTo("https://lab.example/results");
    assertThat(pack.critical())
        .containsExactly(
            new Pack.Critical("1558-6", new BigDecimal(54), new BigDecimal(400), "mg/dL"));
    assertThat(pack.routes()).contains("partner-acme-results");
    assertThat(pack.hash()).hasSize(64);
  }

  @Test
  void codesAreMappedWithTheirUnitOnly() throws PackRefused {
    CodeMap codes = PackReader.read(PackKit.files("acme")).codes();
    assertThat(codes.map("fbs", "L", "mgs/dl"))
        .contains(new CodeMap.Mapped("1558-6", "Fasting glucose", "mg/dL", BigDecimal.ONE));
    assertThat(codes.map("FBS", "L", "mmol/L")).isEmpty();
    assertThat(codes.map("FBS", "L", null)).isEmpty();
    assertThat(codes.map("GLU", "L", "mg/dL")).isEmpty();
    assertThat(codes.knows("FBS")).isTrue();
    assertThat(codes.knows("GLU")).isFalse();
    assertThat(codes.local("4548-4")).map(CodeMap.Line::code).contains("HBA1C");
  }

  static Stream<Arguments> badYaml() {
    return Stream.of(
        bad("schema: 1", "schema: 2", 2, "schema does not fit"),
        bad("name: acme", "name: other", 3, "not that of the folder"),
        bad("name: acme", "name: ../x", 3, "name does not fit"),
        bad("kind: lab", "kind: bank", 6, "kind does not fit"),
        bad("kind: lab", "kind: emr", 6, "an emr without emr"),
        bad("protocol: json-rest\n", "", 2, "has no protocol"),
        bad("zone: Asia/Kolkata", "zone: India", 9, "no time zone"),
        bad("zone: Asia/Kolkata", "zone: Asia/Kolkata\ncharset: x-none", 10, "charset is not"),
        bad("title:", "tytle:", 2, "has no title"),
        bad("zone:", "colour: red\nzone:", 9, "colour is not known"),
        bad("https://lab.example/results", "gopher://lab.example", 12, "unknown scheme"),
        bad("https://lab.example/results", "file:///etc/passwd", 12, "unknown scheme"),
        bad("https://lab.example/results", "https://me:pw@lab.example", 12, "secret in clear"),
        bad("https://lab.example/results", "https:///x", 12, "has no host"),
        bad("${PROCARE_PARTNER_ACME_ORDERS}", "https://lab.example", 13, "orders does not fit"),
        bad("${PROCARE_PARTNER_ACME_ORDERS}", "${PATH}", 13, "orders does not fit"),
        bad("PROCARE_PARTNER_ACME_ORDERS", "PROCARE_PARTNER_OTHER_ORDERS", 13, "not this pack's"),
        bad("${PROCARE_PARTNER_ACME_TOKEN}", "abc123", 16, "secret in clear"),
        bad("ACME_TOKEN}", "ACME_TOKEN:abc123}", 16, "a default, which is a secret"),
        bad("${PROCARE_PARTNER_ACME_TOKEN}", "${AWS_SECRET}", 16, "not this pack's"),
        bad("  token: ${PROCARE_PARTNER_ACME_TOKEN}\n", "", 14, "bearer has no token"),
        bad("title: Acme", "title: token=abc", 5, "secret in clear"),
        bad("title: Acme (fictional)", "title: ${HOME}", 5, "not this pack's"),
        bad("title: Acme (fictional)", "title: \"{{sys:user.home}}\"", 5, "placeholder of Camel"),
        bad("rate: 20/s", "rate: fast", 17, "limits.rate does not fit"),
        bad("PT5S", "5 seconds", 17, "limits.timeout does not fit"),
        bad("filler: /ref", "filler: ref", 21, "no JSON pointer"),
        bad("code: /code, value", "value", 24, "has no code"),
        bad("FINAL: final", "FINAL: done", 25, "does not fit"),
        bad("test.code: /code", "test.price: /code", 30, "does not fit"),
        bad("idempotency: key", "idempotency: look-up", 26, "look-up has no path"),
        bad("1558-6, low", "sugar, low", 33, "does not fit"),
        bad("low: 54, high: 400, ", "", 33, "has no low"),
        bad("title: Acme", "title: &a Acme", 5, "anchor"),
        bad("title: Acme (fictional)", "title: *a", 5, "alias"),
        bad("title: Acme (fictional)", "title: !!java.net.URL [x]", 5, "tag"),
        bad(
            "title: Acme",
            "title: [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]\nx: A",
            0,
            "Nesting"),
        bad("title: Acme", "name: acme", 5, "twice"),
        bad("title: Acme", "title: 'Acme", 0, "is no YAML"),
        bad("title: Acme", "\ttitle: Acme", 5, "is no YAML"));
  }

  private static Arguments bad(String from, String to, int line, String what) {
    return Arguments.of(from, to, line, what);
  }

  @ParameterizedTest
  @MethodSource("badYaml")
  void aBadPackYamlIsRefused(String from, String to, int line, String what) {
    String yaml = PackKit.yaml("acme");
    assertThat(yaml).contains(from);
    PackRefused refused = refused(PackKit.files("acme", yaml.replace(from, to), Map.of()));
    assertThat(refused.problems())
        .anySatisfy(
            p -> {
              assertThat(p.file()).isEqualTo("acme/pack.yaml");
              assertThat(p.what()).contains(what);
              assertThat(p.remedy()).isNotBlank();
              if (line > 0) {
                assertThat(p.line()).isEqualTo(line);
              }
            });
    assertThat(refused.getMessage()).doesNotContain("abc123", "me:pw");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("pack.yaml", null, "is not there"),
        Arguments.of("pack.yaml", "", "is empty"),
        Arguments.of("codes.csv", null, "is not there"),
        Arguments.of("codes.csv", "a,b\n1,2\n", "other columns"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\n", "maps no code"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\nX,%,4548-5,%\n", "is no LOINC"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\nX,%,HbA1c,%\n", "is no LOINC"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\nX,%,4548-4,per cent\n", "no UCUM"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\nX,4548-4,%\n", "3 fields"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum\n\"X,%,4548-4,%\n", "quote"),
        Arguments.of(
            "codes.csv", "code,unit,loinc,ucum\nX,%,4548-4,%\nx,%,4548-4,%\n", "again (line 2)"),
        Arguments.of("codes.csv", "code,unit,loinc,ucum,factor\nX,%,4548-4,%,-1\n", "a factor"),
        Arguments.of("samples/a.json", "{}", "has nothing expected"),
        Arguments.of("samples/a.json.expected.json", "[]", "expected of no sample"),
        Arguments.of("samples/a.json.expected.json", "[", "is no JSON"),
        Arguments.of("pack.yaml", "x: " + "y".repeat(PackFiles.MAX_YAML), "larger than 1 MiB"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void aBadFileIsRefused(String path, String text, String what) {
    TreeMap<String, String> others = new TreeMap<>();
    others.put(path, text);
    PackRefused refused = refused(PackKit.files("acme", PackKit.yaml("acme"), others));
    assertThat(refused.problems())
        .anySatisfy(
            p -> {
              assertThat(p.file()).isEqualTo("acme/" + path);
              assertThat(p.what()).contains(what);
            });
  }

  @Test
  void everyProblemIsToldAtOnce() {
    String yaml = PackKit.yaml("acme").replace("zone: Asia", "zone: Mars").replace("/ref", "ref");
    PackRefused refused = refused(PackKit.files("acme", yaml, Map.of("codes.csv", "a\n")));
    assertThat(refused.problems()).hasSize(3);
  }

  @Test
  void aLinkOutOfTheFolderIsRefused(@TempDir Path folder) throws IOException {
    Path pack = Files.createDirectory(folder.resolve("acme"));
    Files.writeString(pack.resolve("pack.yaml"), PackKit.yaml("acme"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(pack.resolve("codes.csv"), folder.resolve("secret.txt"));
    assertThatThrownBy(() -> PackFiles.ofFolder(pack))
        .isInstanceOf(PackRefused.class)
        .hasMessageContaining("leads out of the folder");
  }

  @Test
  void aHugeFolderIsRefused(@TempDir Path folder) throws IOException {
    Path samples = Files.createDirectories(folder.resolve("acme/samples"));
    Files.write(samples.resolve("a"), new byte[6 << 20]);
    Files.write(samples.resolve("b"), new byte[6 << 20]);
    assertThatThrownBy(() -> PackFiles.ofFolder(folder.resolve("acme")))
        .hasMessageContaining("more than 10 MiB");
  }

  @Test
  void theArchiveHoldsWhatWasPutIn() {
    PackFiles files = PackKit.files("acme");
    assertThat(PackFiles.unzip("acme", files.zip()).hash()).isEqualTo(files.hash());
  }

  private static PackRefused refused(PackFiles files) {
    return assertThatThrownBy(() -> PackReader.read(files))
        .asInstanceOf(InstanceOfAssertFactories.throwable(PackRefused.class))
        .actual();
  }
}
