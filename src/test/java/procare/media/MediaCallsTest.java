package procare.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import procare.media.MediaProperties.Access;
import procare.whatsapp.MediaReference.Source;

/** Where the hub goes for bytes, and where nobody can send it. */
class MediaCallsTest {
  private static final MediaProperties SETTINGS =
      new MediaProperties(
          "folder",
          "x",
          DataSize.ofMegabytes(1),
          List.of(),
          8,
          1_000,
          Map.of(
              "evolution", new Access("http://evolution:8080", "k", List.of("s3.procare.example")),
              "gowa", new Access("http://gowa:3000", "u:p", null),
              "cloudapi",
                  new Access(
                      "https://graph.facebook.com/v25.0", "t", List.of("lookaside.fbsbx.com"))));
  private final MediaCalls calls = new MediaCalls(SETTINGS);

  @ParameterizedTest
  @CsvSource({
    "evolution, URL,  https://s3.procare.example/b4.jpeg?X-Amz-Expires=1, address, ",
    "evolution, URL,  http://evolution:8080/media/b4.jpeg,                address, ",
    "evolution, URL,  http://s3.procare.example/b4.jpeg,                  evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, URL,  https://elsewhere.example/b4.jpeg,                  evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, URL,  http://evolution:5432/,                             evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, URL,  https://s3.procare.example@elsewhere.example/,      evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, URL,  file:///etc/passwd,                                 evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, URL,  ::,                                                 evolution, /chat/getBase64FromMediaMessage/one",
    "evolution, MESSAGE, ,                                                evolution, /chat/getBase64FromMediaMessage/one",
    "gowa,      PATH, statics/media/17-aa.jpeg,                           gowa, /statics/media/17-aa.jpeg",
    "gowa,      PATH, /statics/media/17-aa.jpeg,                          gowa, /statics/media/17-aa.jpeg",
    "gowa,      PATH, statics/../app/logout,                              gowa, /message/3A01/download",
    "gowa,      PATH, //elsewhere.example/x,                              gowa, /message/3A01/download",
    "gowa,      PATH, http://169.254.169.254/x,                           gowa, /message/3A01/download",
    "gowa,      PATH, statics/media/a?b,                                  gowa, /message/3A01/download",
    "gowa,      MESSAGE, ,                                                gowa, /message/3A01/download",
    "cloudapi,  ID,   900000000000001,                                    cloudapi, /900000000000001",
  })
  void asksTheGatewayItself(
      String gateway, Source source, String locator, String call, String path) {
    MediaWork work = calls.first(row(gateway, source, locator, "3A01"), null);
    assertThat(work.call()).isEqualTo(call);
    assertThat(work.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"cloudapi, ../me", "cloudapi, ", "cloudapi, a/b", "other, x"})
  void goesNowhereWithWhatIsNoId(String gateway, String locator) {
    assertThat(calls.first(row(gateway, Source.ID, locator, "3A01"), null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=9&hash=x, true",
    "https://graph.facebook.com/v25.0/x,                                      true",
    "http://lookaside.fbsbx.com/x,                                            false",
    "https://lookaside.fbsbx.com.elsewhere.example/x,                         false",
    "https://elsewhere.example/?lookaside.fbsbx.com,                          false",
  })
  void theTokenGoesToMetaOnly(String url, boolean goes) {
    MediaWork asked = calls.first(row("cloudapi", Source.ID, "9", "wamid.x"), null);
    assertThat(calls.address(asked, url) != null).isEqualTo(goes);
  }

  private static MediaRow row(String gateway, Source source, String locator, String messageId) {
    return new MediaRow(
        UUID.randomUUID(),
        UUID.randomUUID(),
        null,
        gateway,
        "one",
        messageId,
        "915550100101",
        source,
        locator,
        "image",
        "image/jpeg",
        null,
        1,
        Instant.EPOCH);
  }
}
