package procare.emr;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import procare.emr.fhir.FhirAnswers;
import procare.emr.smart.SmartAnswers;
import procare.partner.Outcome;
import procare.partner.PartnerAnswers;

/** Calls without Camel, for tests without the hub; what answers mean is the hub's own code. */
public final class JdkEmrHttp implements EmrHttp {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Reply call(EmrPartner partner, Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(call.url()))
            .timeout(Duration.ofMillis(partner.timeoutMillis()))
            .method(
                call.method(),
                call.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(call.body()));
    if (call.contentType() != null) {
      request.header("Content-Type", call.contentType());
    }
    if (call.bearer() != null) {
      request.header("Authorization", "Bearer " + call.bearer());
    }
    PartnerAnswers answers =
        call.answers() == Answers.FHIR ? new FhirAnswers() : new SmartAnswers();
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, String> headers = new HashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Reply(
          answers.read(response.statusCode(), headers, response.body()), response.body());
    } catch (IOException e) {
      return new Reply(Outcome.of(Outcome.Kind.AMBIGUOUS, null, "no answer"), new byte[0]);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
