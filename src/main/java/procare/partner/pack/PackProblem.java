package procare.partner.pack;

/**
 * One thing that is wrong with a pack, told so that its author can mend it.
 *
 * @param file path from the pack's folder, which comes first: {@code apex/pack.yaml}
 * @param line from 1; 0 when the whole file is meant
 * @param what is wrong, without the value of anything that may be secret
 * @param remedy what to write instead
 */
public record PackProblem(String file, int line, String what, String remedy) {
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + remedy;
  }
}
