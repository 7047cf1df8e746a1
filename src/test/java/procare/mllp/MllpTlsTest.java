package procare.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.util.unit.DataSize;
import procare.hl7.Hub;
import procare.hl7.Samples;

class MllpTlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    for (String name : List.of("hub", "lab", "stranger")) {
      keytool(
          "-genkeypair",
          "-alias",
          name,
          "-keyalg",
          "EC",
          "-dname",
          "CN=" + name,
          "-ext",
          "san=ip:127.0.0.1",
          "-keystore",
          name + ".p12");
      keytool("-exportcert", "-alias", name, "-file", name + ".cer", "-keystore", name + ".p12");
    }
    // The hub trusts the laboratory, and everybody trusts the hub.
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "lab",
        "-file",
        "lab.cer",
        "-keystore",
        "hub-trust.p12");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "hub",
        "-file",
        "hub.cer",
        "-keystore",
        "lab-trust.p12");
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static SslBundle bundle(String key, String trust) {
    return SslBundle.of(
        new JksSslStoreBundle(
            key == null ? null : store(key + ".p12"), store(trust + "-trust.p12")));
  }

  private static JksSslStoreDetails store(String file) {
    return new JksSslStoreDetails("PKCS12", null, "file:" + folder.resolve(file), PASSWORD);
  }

  private static Sender sender(SslBundle as, int port) throws IOException {
    return new Sender(
        as.createSslContext()
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), port));
  }

  private static MllpServer open(String bundle, List<String> allow) {
    MllpServer server =
        new MllpServer(
            new MllpProperties(
                true,
                "127.0.0.1",
                0,
                bundle,
                allow,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(2),
                10,
                4,
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)),
            Hub.empty().receiver,
            new SimpleMeterRegistry(),
            new DefaultSslBundleRegistry("mllp", bundle("hub", "hub")),
            true);
    server.start();
    return server;
  }

  @Test
  void takesMessagesOfThoseWhoseCertificateItTrusts() throws IOException {
    MllpServer server = open("mllp", List.of());
    try (Sender lab = sender(bundle("lab", "lab"), server.port())) {
      lab.send(Samples.bytes("oru-r01-hba1c-high.er7"));
      assertThat(lab.msa()).isEqualTo("AA|APX20260815000001");
      for (String other : new String[] {"stranger", null}) {
        try (Sender stranger = sender(bundle(other, "lab"), server.port())) {
          assertThatThrownBy(
                  () -> {
                    stranger.send(Samples.bytes("oru-r01-preliminary.er7"));
                    if (stranger.answer() == null) {
                      throw new IOException("closed");
                    }
                  })
              .isInstanceOf(IOException.class);
        }
      }
      try (Sender plain = new Sender(server.port())) {
        plain.send(Samples.bytes("oru-r01-preliminary.er7"));
        assertThat(plain.msa()).isNull();
      }
    } finally {
      server.stop();
    }
  }

  @Test
  void letsInOnlyTheAllowedAddresses() throws IOException {
    MllpServer far = open("", List.of("10.0.0.0/8", "fd00::/8"));
    MllpServer near = open("", List.of("10.0.0.0/8", "127.0.0.1"));
    try (Sender refused = new Sender(far.port());
        Sender taken = new Sender(near.port())) {
      assertThat(refused.isClosed()).isTrue();
      taken.send(Samples.bytes("oru-r01-hba1c-high.er7"));
      assertThat(taken.msa()).isEqualTo("AA|APX20260815000001");
    } finally {
      far.stop();
      near.stop();
    }
  }
}
