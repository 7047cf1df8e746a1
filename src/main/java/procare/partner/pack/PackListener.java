package procare.partner.pack;

/** Something that runs differently with another pack, such as its Camel routes. */
public interface PackListener {
  /**
   * Changes what runs from one pack to another; either may be null for none. When it throws, what
   * ran before runs on.
   *
   * @throws PackRefused when the new pack cannot run
   */
  void change(Pack before, Pack after) throws PackRefused;
}
