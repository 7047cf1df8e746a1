package procare.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;
import procare.order.OrderMachine.Step;
import procare.order.OrderMachine.Verdict;

/** The table of transitions. */
class OrderMachineTest {
  @ParameterizedTest
  @CsvSource({
    "DRAFT,              SUBMIT,             MOVED,       REQUESTED",
    "REQUESTED,          ACCEPTED,           MOVED,       ACCEPTED",
    "REQUESTED,          REJECTED,           MOVED,       REJECTED",
    "REQUESTED,          RESULTED,           MOVED,       RESULTED",
    "REQUESTED,          CANCEL_REFUSED,     CONTRADICTS, REQUESTED",
    "FAILED,             ACCEPTED,           MOVED,       ACCEPTED",
    "ACCEPTED,           ACCEPTED,           NOTED,       ACCEPTED",
    "ACCEPTED,           GAVE_UP,            NOTED,       ACCEPTED",
    "COLLECTED,          ACCEPTED,           NOTED,       COLLECTED",
    "COLLECTED,          REJECTED,           CONTRADICTS, COLLECTED",
    "COLLECTED,          CANCEL_ASKED,       MOVED,       CANCEL_REQUESTED",
    "CANCEL_REQUESTED,   CANCELLED,          MOVED,       CANCELLED",
    "CANCEL_REQUESTED,   CANCEL_REFUSED,     MOVED,       COULD_NOT_CANCEL",
    "CANCEL_REQUESTED,   RESULTED,           MOVED,       RESULTED",
    "COULD_NOT_CANCEL,   RESULTED,           MOVED,       RESULTED",
    "COULD_NOT_CANCEL,   CANCEL_ASKED,       CONTRADICTS, COULD_NOT_CANCEL",
    "PARTIALLY_RESULTED, CANCEL_ASKED,       CONTRADICTS, PARTIALLY_RESULTED",
    "RESULTED,           PARTIAL,            NOTED,       RESULTED",
    "RESULTED,           CANCELLED,          CONTRADICTS, RESULTED",
    "CANCELLED,          RESULTED,           CONTRADICTS, CANCELLED",
    "CANCELLED,          ACCEPTED,           CONTRADICTS, CANCELLED",
    "REJECTED,           ACCEPTED,           CONTRADICTS, REJECTED",
    "ACCEPTED,           CHANGE_REFUSED,     CONTRADICTS, ACCEPTED",
  })
  void followsTheTable(OrderState from, OrderSignal signal, Verdict verdict, OrderState to) {
    assertThat(OrderMachine.step(from, signal)).isEqualTo(new Step(verdict, to));
  }

  @Property(tries = 2_000)
  void neverGoesBackAndLeavesNothingUnsaid(@ForAll @Size(max = 30) List<OrderSignal> signals) {
    OrderState state = OrderState.REQUESTED;
    for (OrderSignal signal : signals) {
      Step step = OrderMachine.step(state, signal);
      assertThat(step.to()).isGreaterThanOrEqualTo(state);
      assertThat(step.verdict() == Verdict.MOVED).isEqualTo(step.to() != state);
      if (state.isFinal()) {
        assertThat(step.to()).isEqualTo(state);
      }
      state = step.to();
    }
  }

  @Test
  void everyStateButDraftCanBeReachedAndEveryOpenOneCanEnd() {
    Set<OrderState> reached = EnumSet.of(OrderState.DRAFT);
    for (int i = 0; i < OrderState.values().length; i++) {
      for (OrderState from : EnumSet.copyOf(reached)) {
        for (OrderSignal signal : OrderSignal.values()) {
          reached.add(OrderMachine.step(from, signal).to());
        }
      }
    }
    assertThat(reached).containsExactlyInAnyOrder(OrderState.values());
    for (OrderState state : OrderState.values()) {
      boolean moves =
          Set.of(OrderSignal.values()).stream()
              .anyMatch(s -> OrderMachine.step(state, s).verdict() == Verdict.MOVED);
      assertThat(moves).as(state.name()).isNotEqualTo(state.isFinal());
    }
  }

  /** HL7's map of table 0119 to request-status, as far as it speaks of what we send and hear. */
  @Test
  void statusesAreThoseOfTheMap() throws IOException {
    var map =
        Json.parse(
                Files.readAllBytes(
                    Path.of(
                        "src/test/resources/samples/orders/map-orc1-to-servicerequest-status.json")))
            .get("map");
    assertThat(OrderState.REQUESTED.requestStatus(false)).isEqualTo(map.get("NW").asText());
    assertThat(OrderState.CANCEL_REQUESTED.requestStatus(false)).isEqualTo(map.get("CA").asText());
    assertThat(OrderState.CANCELLED.requestStatus(false)).isEqualTo(map.get("CR").asText());
    assertThat(OrderState.CANCELLED.requestStatus(false)).isEqualTo(map.get("OC").asText());
    assertThat(OrderState.ACCEPTED.requestStatus(true)).isEqualTo(map.get("OH").asText());
    assertThat(OrderState.RESULTED.requestStatus(true)).isEqualTo("completed");
  }
}
