package procare.conversation;

/**
 * A message that is nothing but a command.
 *
 * @param intent OPT_OUT or OPT_IN
 * @param category medication, appointment, lab, education or nudge; null for all messages
 */
record Command(Intent intent, String category) {}
