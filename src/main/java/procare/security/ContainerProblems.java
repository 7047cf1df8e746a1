package procare.security;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import procare.Ids;
import procare.Json;
import procare.api.Problems;
import procare.api.Problems.Problem;

/**
 * Describes what Tomcat refuses before any filter runs (a broken request line, an illegal URL
 * encoding, TRACE) as problem details instead of Tomcat's HTML page.
 */
public final class ContainerProblems extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    String id = Ids.next().toString();
    Problem problem = Problems.render(Problems.ofStatus(response.getStatus()), id);
    try {
      response.setContentType(Problems.MEDIA_TYPE);
      response.setCharacterEncoding("utf-8");
      response.setHeader(RequestIds.HEADER, id);
      problem.headers().forEach((name, value) -> setUnlessType(response, name, value));
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(Json.write(problem.body()));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("no one listens to this answer", e);
    }
  }

  private static void setUnlessType(Response response, String name, String value) {
    if (!name.equals("Content-Type")) {
      response.setHeader(name, value);
    }
  }
}
