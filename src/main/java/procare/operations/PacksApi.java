package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.partner.pack.Pack;
import procare.partner.pack.PackDesk;
import procare.partner.pack.PackProblem;
import procare.partner.pack.PackRefused;
import procare.partner.pack.Packs;

/** Partner packs over REST: enable, disable, reload, roll back, check. Every change is audited. */
@Component("packsApi")
public class PacksApi {
  private static final String RESOURCE = "partner_pack";
  private final PackDesk desk;
  private final Packs packs;
  private final PartnerPacks views;
  private final Audit audit;

  @FunctionalInterface
  private interface Move {
    void make(String name, String by, PackDesk.Witness witness) throws PackRefused;
  }

  PacksApi(PackDesk desk, Packs packs, PartnerPacks views, Audit audit) {
    this.desk = desk;
    this.packs = packs;
    this.views = views;
    this.audit = audit;
  }

  /** {@code enablePartner}. */
  public ApiAnswer enable(ApiRequest request) {
    return move(request, desk::enable);
  }

  /** {@code disablePartner}. */
  public ApiAnswer disable(ApiRequest request) {
    return move(request, desk::disable);
  }

  /** {@code reloadPartner}: 422 with every problem when the folder is bad; the old one runs on. */
  public ApiAnswer reload(ApiRequest request) {
    return move(request, desk::reload);
  }

  /**
   * {@code rollbackPartner}: with {@code from}, the version that the caller means to leave, a
   * repeated request does not go back twice.
   */
  public ApiAnswer rollback(ApiRequest request) {
    String from = text(request.body(), "from");
    if (!from.isEmpty()) {
      packs.refresh();
      String inForce = packs.entry(name(request)).map(e -> e.pack().version()).orElse("none");
      if (!inForce.equals(from)) {
        throw ApiProblem.conflict(
            "other-version-in-force", "version " + inForce + " is in force, not " + from);
      }
    }
    return move(request, desk::rollback);
  }

  /** {@code checkPartner}: what is wrong with a folder, without a change. */
  public ApiAnswer check(ApiRequest request) {
    String name = text(request.body(), "name");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("partner", name);
    try {
      Pack pack = desk.check(name);
      result.put("good", true);
      result.put("version", pack.version());
      result.put("problems", List.of());
    } catch (PackRefused e) {
      result.put("good", false);
      result.put("problems", e.problems());
    }
    return ApiAnswer.ok(result);
  }

  private ApiAnswer move(ApiRequest request, Move move) {
    String name = name(request);
    try {
      move.make(
          name,
          request.caller().username(),
          (change, detail) -> audit.record(request, change, null, RESOURCE, name, detail));
    } catch (PackRefused e) {
      throw new ApiProblem(
          422,
          "pack-refused",
          "the pack " + name + " is refused, and what ran before runs on",
          e.problems().stream().map(PacksApi::error).toList(),
          null);
    }
    return ApiAnswer.ok(views.detail(name).orElse(Map.of()));
  }

  private static ApiProblem.FieldError error(PackProblem problem) {
    return new ApiProblem.FieldError(
        problem.file() + ":" + problem.line(), problem.what(), problem.remedy());
  }

  private static String name(ApiRequest request) {
    return request.path().get("name");
  }

  private static String text(JsonNode body, String field) {
    return body == null ? "" : body.path(field).asText("");
  }
}
