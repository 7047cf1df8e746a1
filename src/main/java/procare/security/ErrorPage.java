package procare.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the servlet container sends errors that no filter caught. */
@Controller
class ErrorPage implements ErrorController {
  @RequestMapping("${server.error.path:${error.path:/error}}")
  void describe(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (thrown instanceof Throwable failure) {
      ProblemWriter.write(request, response, failure);
    } else {
      ProblemWriter.write(request, response, status instanceof Integer code ? code : 404);
    }
  }
}
