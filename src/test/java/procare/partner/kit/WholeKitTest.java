package procare.partner.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

/**
 * The kit as one test for each pack, which ends at the first case that does not hold: this is what
 * faults in shared code are run against (Maven profile {@code mutations}).
 */
class WholeKitTest {
  static Stream<PackSources.Source> packs() {
    return new PackSources(Path.of("no such folder"), true).all().values().stream();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("packs")
  void aPackPasses(PackSources.Source source) throws PackRefused {
    for (KitCase each : Kit.of(source.files(), source.read())) {
      if (!each.id().equals(GradeCase.ID)) {
        assertThat(each.result().failure()).as(each.id()).isNull();
      }
    }
  }
}
