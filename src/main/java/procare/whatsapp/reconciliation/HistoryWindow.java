package procare.whatsapp.reconciliation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import procare.event.Event;

/**
 * What a gateway is asked for, as {@code hub.reconciliation.due} carries it.
 *
 * @param chat GOWA only: the chat that is read; null asks which chats there are
 * @param page from 1
 */
record HistoryWindow(
    String gateway, String instance, String chat, Instant since, Instant until, int page) {

  static HistoryWindow of(Event event) {
    return new HistoryWindow(
        event.data().path("gateway").asText(),
        event.data().path("instance").asText(),
        event.data().path("chat").asText(null),
        Instant.parse(event.data().path("since").asText()),
        Instant.parse(event.data().path("until").asText()),
        event.data().path("page").asInt(1));
  }

  HistoryWindow next() {
    return new HistoryWindow(gateway, instance, chat, since, until, page + 1);
  }

  HistoryWindow in(String oneChat) {
    return new HistoryWindow(gateway, instance, oneChat, since, until, 1);
  }

  /** A gateway that does not know the filter gives everything: what is older was seen before. */
  boolean holds(Instant sentAt) {
    return !sentAt.isBefore(since.truncatedTo(ChronoUnit.SECONDS)) && !sentAt.isAfter(until);
  }

  Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    data.put("gateway", gateway);
    data.put("instance", instance);
    data.put("chat", chat);
    data.put("since", since);
    data.put("until", until);
    data.put("page", page);
    return data;
  }
}
