package procare.embedded.twins;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Lets a twin close its connection without an answer, which the servlet API cannot do. */
@Component
@Profile("embedded")
class HangUpValve extends ValveBase
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  static final String HANG_UP = "procare.twins.hang-up";

  HangUpValve() {
    super(true);
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(this);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getRequestURI().startsWith("/twins/")) {
      Runnable hangUp =
          () ->
              request
                  .getCoyoteRequest()
                  .action(ActionCode.CLOSE_NOW, new IOException("the twin is down"));
      request.setAttribute(HANG_UP, hangUp);
    }
    getNext().invoke(request, response);
  }
}
