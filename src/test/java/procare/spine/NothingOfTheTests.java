package procare.spine;

import java.io.IOException;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Keeps the parts that other tests are made of out of the hub, which scans the same packages. */
final class NothingOfTheTests extends TypeExcludeFilter {
  @Override
  public boolean match(MetadataReader type, MetadataReaderFactory factory) throws IOException {
    return type.getResource().getURL().getPath().contains("/test-classes/");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NothingOfTheTests;
  }

  @Override
  public int hashCode() {
    return NothingOfTheTests.class.hashCode();
  }
}
