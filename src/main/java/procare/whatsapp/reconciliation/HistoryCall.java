package procare.whatsapp.reconciliation;

import java.util.Map;
import procare.event.Event;

/**
 * One call for a page of history.
 *
 * @param path below the gateway's address
 * @param headers of the call and, as Camel names it, its query
 * @param body JSON, or null for a GET
 */
public record HistoryCall(
    String gateway,
    String path,
    Map<String, Object> headers,
    byte[] body,
    HistoryWindow window,
    Event event) {}
