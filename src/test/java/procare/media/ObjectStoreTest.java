package procare.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Both stores keep the same promise; S3 against a server that speaks the little that is used. */
class ObjectStoreTest {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);
  private final Map<String, byte[]> bucket = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  @TempDir Path folder;
  private HttpServer server;
  private volatile boolean ill;

  @BeforeEach
  void listen() throws IOException {
    for (int port = 21_000; server == null; port++) {
      try {
        server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      } catch (BindException e) {
        assertThat(port).as("a free port").isLessThan(22_000);
      }
    }
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    byte[] body = call.getRequestBody().readAllBytes();
    byte[] answer = new byte[0];
    int status = 200;
    if (ill) {
      status = 403;
      answer = "<Error><Code>AccessDenied</Code></Error>".getBytes(StandardCharsets.UTF_8);
    } else if (call.getRequestMethod().equals("PUT")) {
      bucket.put(path, body);
      call.getRequestHeaders()
          .forEach((name, value) -> headers.put(name.toLowerCase(), value.get(0)));
    } else if (call.getRequestMethod().equals("DELETE")) {
      bucket.remove(path);
      status = 204;
    } else if (bucket.containsKey(path)) {
      answer = bucket.get(path);
    } else {
      status = 404;
      answer = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8);
    }
    // The JDK's server ends a connection now and then after Expect: 100-continue.
    call.getResponseHeaders().set("Connection", "close");
    call.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private FolderStore folderStore() {
    return new FolderStore(
        new MediaProperties(
            "folder", folder.toString(), DataSize.ofMegabytes(1), List.of(), 1, 1, Map.of()));
  }

  private S3Store s3() {
    return new S3Store(
        new S3Properties(
            "photos",
            "ap-south-1",
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            "access",
            "a-secret-key-of-a-test",
            "hub/",
            "AES256"));
  }

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    for (ObjectStore store : List.of(folderStore(), s3())) {
      assertThat(store.get("2026/08/15/a-1")).isEmpty();
      store.put("2026/08/15/a-1", BYTES, "image/png");
      store.put("2026/08/15/a-1", BYTES, "image/png");
      assertThat(store.get("2026/08/15/a-1"))
          .hasValueSatisfying(b -> assertThat(b).isEqualTo(BYTES));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
    assertThat(bucket).containsOnlyKeys("/photos/hub/2026/08/15/a-1");
    assertThat(bucket.get("/photos/hub/2026/08/15/a-1")).isEqualTo(BYTES);
    assertThat(headers)
        .containsEntry("content-type", "image/png")
        .containsEntry("x-amz-server-side-encryption", "AES256");
    assertThat(headers.get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=access/")
        .doesNotContain("a-secret-key-of-a-test");
  }

  @Test
  void whatIsRemovedIsGoneAndMayBeRemovedAgain() throws IOException {
    for (ObjectStore store : List.of(folderStore(), s3())) {
      store.put("2026/08/15/a-1", BYTES, "image/png");
      store.put("2026/08/15/a-2", BYTES, "image/png");
      store.delete("2026/08/15/a-1");
      store.delete("2026/08/15/a-1");
      assertThat(store.get("2026/08/15/a-1")).isEmpty();
      assertThat(store.open("2026/08/15/a-1")).isEmpty();
      try (var bytes = store.open("2026/08/15/a-2").orElseThrow()) {
        assertThat(bytes.readAllBytes()).isEqualTo(BYTES);
      }
    }
  }

  @Test
  void aFolderThatIsAwayIsAnIoProblem() throws IOException {
    FolderStore store =
        new FolderStore(
            new MediaProperties(
                "folder",
                folder.resolve("unmounted").toString(),
                DataSize.ofMegabytes(1),
                List.of(),
                1,
                1,
                Map.of()));
    assertThatThrownBy(() -> store.open("a")).isInstanceOf(IOException.class);
    store.put("b", BYTES, "image/png");
    assertThat(store.open("a")).isEmpty();
  }

  @Test
  void aBucketThatRefusesIsAnIoProblem() {
    ill = true;
    try (S3StoreInUse store = new S3StoreInUse(s3())) {
      assertThatThrownBy(() -> store.store().put("a", BYTES, "image/png"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.store().get("a")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.store().open("a")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> store.store().delete("a")).isInstanceOf(IOException.class);
    }
  }

  private record S3StoreInUse(S3Store store) implements AutoCloseable {
    @Override
    public void close() {
      store.destroy();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/a", "a/../b", "A", "a.b", "", "a//b", "a\\b"})
  void aKeyCannotLeaveTheFolder(String key) {
    assertThatThrownBy(() -> folderStore().put(key, BYTES, "image/png"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> folderStore().get(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBucketMustBeNamed() {
    assertThatThrownBy(
            () -> new S3Store(new S3Properties(" ", "eu-central-1", null, null, null, "", "none")))
        .hasMessageContaining("PROCARE_MEDIA_S3_BUCKET");
  }
}
