package procare.partner.reading;

import java.util.Optional;

/** Files that lie beside a document, such as the PDF of a CSV's row. */
@FunctionalInterface
public interface SideFiles {
  /** For documents that come alone. */
  SideFiles NONE = name -> Optional.empty();

  /**
   * @param name without a path
   */
  Optional<byte[]> find(String name);
}
