package procare.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a46,                       application/pdf, image/jpeg",
    "89504e470d0a1a0a00,                     ,                image/png",
    "52494646000000005745425056,             ,                image/webp",
    "474946383961,                           ,                image/gif",
    "255044462d312e37,                       image/jpeg,      application/pdf",
    "4f67675300,                             audio/ogg,       audio/ogg",
    "0000001c6674797069736f6d,          video/mp4,       video/mp4",
    "0000001c6674797069736f6d,          AUDIO/mp4; x=y,  audio/mp4",
    "0000001c667479704d344120,          ,                audio/mp4",
    "2321414d520a,                           ,                audio/amr",
    "fff15080,                               ,                audio/aac",
    "494433040000,                           ,                audio/mpeg",
    "4d5a9000,                               image/jpeg,      ",
    "504b0304,                               application/pdf, ",
    "3c68746d6c3e,                           image/png,       ",
    "ff,                                     image/jpeg,      ",
    "'',                                     image/jpeg,      ",
  })
  void goesByTheBytes(String hex, String declared, String type) {
    assertThat(MediaTypes.of(HexFormat.of().parseHex(hex), declared)).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, inline, jpg",
    "audio/ogg, inline, ogg",
    "video/mp4, inline, mp4",
    "application/pdf, attachment, pdf",
  })
  void aBrowserShowsOnlyWhatItPaintsOrPlays(String type, String way, String end) {
    UUID id = UUID.fromString("01980000-0000-7000-8000-000000000001");
    assertThat(MediaTypes.disposition(type, id))
        .isEqualTo(way + "; filename=\"" + id + "." + end + "\"");
  }
}
