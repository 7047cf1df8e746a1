package procare.lab;

import java.util.Optional;

/** While nothing is known of any laboratory. */
public class NoLabPartners implements LabPartners {
  @Override
  public Optional<String> ours(String partner) {
    return Optional.empty();
  }

  @Override
  public Optional<String> theirs(String partner) {
    return Optional.empty();
  }

  @Override
  public Optional<Bounds> critical(String partner, String loinc) {
    return Optional.empty();
  }
}
