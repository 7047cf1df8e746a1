package procare.whatsapp.reconciliation;

import java.util.List;
import procare.whatsapp.Incoming;

/**
 * What one call brought.
 *
 * @param messages as the gateway's webhook would have brought them, each with its raw form
 * @param chats to be read next (GOWA)
 * @param more whether there may be another page
 */
record HistoryPage(List<Incoming> messages, List<String> chats, boolean more) {}
