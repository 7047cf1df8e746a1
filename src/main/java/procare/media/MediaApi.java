package procare.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.patient.CareAccess;

/** What patients sent beside words, for themselves, their caregivers and their doctors. */
@Component("mediaApi")
public class MediaApi {
  private static final Logger LOG = LoggerFactory.getLogger(MediaApi.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(30);
  private static final String THING = "photo, voice note or file";
  private final NamedParameterJdbcTemplate jdbc;
  private final ObjectStore store;
  private final CareAccess access;
  private final Audit audit;
  private final String show = Sql.of("media/show");

  MediaApi(NamedParameterJdbcTemplate jdbc, ObjectStore store, CareAccess access, Audit audit) {
    this.jdbc = jdbc;
    this.store = store;
    this.access = access;
    this.audit = audit;
  }

  private record Shown(
      UUID id,
      String state,
      String key,
      String mediaType,
      long size,
      String sha256,
      UUID patientId) {}

  /**
   * {@code getMedia}. No transaction is open while the store is asked; the look is on record before
   * the first byte leaves.
   *
   * @throws ApiProblem 404 for what is not there or of somebody else, 410 {@code gone}, 503 {@code
   *     store-unavailable}
   */
  public ApiAnswer get(ApiRequest request) {
    Shown media = find(request.pathId("id"));
    access.mayOpen(request, media == null ? null : media.patientId(), THING);
    if (media.state().equals("SWEPT")) {
      throw ApiProblem.of(410, "gone", "it was kept for its time and then removed");
    }
    if (!media.state().equals("STORED")) {
      throw ApiProblem.notFound("its bytes are not here: " + why(media.state()));
    }
    InputStream bytes = open(media);
    try {
      audit.record(request, "read", media.patientId(), "media", media.id().toString(), null);
    } catch (RuntimeException e) {
      close(bytes);
      throw e;
    }
    return new ApiAnswer(
        200,
        new ApiAnswer.Download(bytes, media.size(), media.mediaType()),
        Map.of(
            "ETag",
            '"' + media.sha256() + '"',
            "X-Content-Type-Options",
            "nosniff",
            "Content-Disposition",
            MediaTypes.disposition(media.mediaType(), media.id())));
  }

  private Shown find(UUID id) {
    return jdbc
        .query(
            show,
            Map.of("id", id),
            (row, number) ->
                new Shown(
                    id,
                    row.getString("state"),
                    row.getString("object_key"),
                    row.getString("media_type"),
                    row.getLong("size"),
                    row.getString("sha256"),
                    row.getObject("patient_id", UUID.class)))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private InputStream open(Shown media) {
    try {
      return store.open(media.key()).orElseThrow(() -> new IOException("it holds no such object"));
    } catch (IOException e) {
      LOG.warn("The object store does not give {}: {}", media.id(), e.getMessage());
      throw new ApiProblem(
          503,
          "store-unavailable",
          "the hub cannot reach what it keeps; ask again later",
          List.of(),
          STORE_RETRY);
    }
  }

  private static String why(String state) {
    return switch (state) {
      case "WANTED" -> "they are still being fetched";
      case "REFUSED" -> "the hub does not keep this kind";
      default -> "the gateway did not give them";
    };
  }

  private static void close(InputStream bytes) {
    try {
      bytes.close();
    } catch (IOException e) {
      LOG.debug("An object could not be closed", e);
    }
  }
}
