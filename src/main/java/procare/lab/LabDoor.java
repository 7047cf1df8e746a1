package procare.lab;

/** Knows laboratories by the secrets agreed with them. */
public interface LabDoor {
  /** Whether there is such a laboratory. */
  boolean knows(String partner);

  /** Whether a call without a token of ours proves to be this laboratory's. */
  boolean proves(String partner, LabCall call);
}
