package procare.embedded.twins;

/** The phones behind a gateway's twin: a person writes, the gateway's webhook tells the hub. */
interface Phone {
  /** Name of the gateway and of its twin. */
  String gateway();

  /**
   * What a person does with their phone.
   *
   * @param number digits
   * @param text what is written, or the title of the button that is tapped
   * @param buttonId of the tapped button, or null
   * @param quoted id of the hub's message that is answered, or null
   * @param media a photo or file whose caption the text is, or null
   * @param lost whether the webhook is lost on its way, as it may be when Evolution restarts
   */
  record Written(
      String number,
      String text,
      String buttonId,
      String quoted,
      EvolutionMemory.Media media,
      boolean lost) {}

  /** Returns the new message's id. */
  String write(Written written);
}
