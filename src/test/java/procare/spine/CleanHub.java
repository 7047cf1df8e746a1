package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.util.FileSystemUtils;

/**
 * Gives each test a hub whose partners are well, and looks through the log of each class for what
 * no log may hold.
 */
final class CleanHub implements BeforeEachCallback, AfterAllCallback {
  /** As a setting: each of Maven's test processes has a hub, and each hub a folder. */
  static final String DATA_SETTING = "target/spine-data-${procare.test.fork:0}";

  static final Path DATA =
      Path.of("target", "spine-data-" + System.getProperty("procare.test.fork", "0"));

  static {
    try {
      FileSystemUtils.deleteRecursively(DATA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Printed.listen();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SpringExtension.getApplicationContext(context).getBean(Partners.class).heal();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(Printed.leaks()).as("log lines with personal data or secrets").isEmpty();
  }
}
