package procare.partner.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

/**
 * Every pack that is there passes the kit: nobody lists packs, and nobody writes a case for one.
 */
class PackKitTest {
  private static final int FEWEST = 40;

  @TestFactory
  Stream<DynamicContainer> packs() {
    return new PackSources(Path.of("no such folder"), true)
        .all().values().stream().map(PackKitTest::pack);
  }

  private static DynamicContainer pack(PackSources.Source source) {
    List<KitCase> cases = cases(source);
    DynamicTest enough =
        DynamicTest.dynamicTest(
            "has at least " + FEWEST + " cases",
            () -> assertThat(cases).hasSizeGreaterThanOrEqualTo(FEWEST));
    DynamicTest unique =
        DynamicTest.dynamicTest(
            "each case once",
            () -> assertThat(cases).extracting(KitCase::id).doesNotHaveDuplicates());
    return DynamicContainer.dynamicContainer(
        source.name(),
        Stream.concat(
            Stream.of(enough, unique),
            cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.id() + ": " + c.title(), c.check()::run))));
  }

  private static List<KitCase> cases(PackSources.Source source) {
    try {
      return Kit.of(source.files(), source.read());
    } catch (PackRefused e) {
      throw new AssertionError(e);
    }
  }
}
