package procare.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.conversation.Context;
import procare.conversation.Interpreter;

class ConsentCommandTest {
  private static final Interpreter INTERPRETER = new Interpreter();

  private static Optional<ConsentCommand> read(String text) {
    return ConsentCommand.read(text, INTERPRETER.read(text, new Context("en", null, false)));
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, false, ALL",
    "stop., false, ALL",
    "Please stop, false, ALL",
    "stop messages, false, ALL",
    "unsubscribe, false, ALL",
    "band karo, false, ALL",
    "message mat bhejo, false, ALL",
    "बंद करो, false, ALL",
    "berhenti, false, ALL",
    "START, true, ALL",
    "shuru karo, true, ALL",
    "mulai, true, ALL",
    "STOP ads, false, NUDGE",
    "ads band karo, false, NUDGE",
    "विज्ञापन बंद करो, false, NUDGE",
    "iklan berhenti, false, NUDGE",
    "Stop Education please!, false, EDUCATION",
    "stop lab reminders, false, LAB",
    "stop lab tests, false, LAB",
    "berhenti janji temu, false, APPOINTMENT",
    "STOP MEDICATION, false, MEDICATION",
    "stop medicine reminders, false, MEDICATION",
    "dawai ke message band karo, false, MEDICATION",
    "दवा के संदेश बंद करो, false, MEDICATION",
    "start medication, true, MEDICATION",
    "START AI, true, AI_READING",
    "stop caregivers, false, CAREGIVER_FEED",
  })
  void commands(String text, boolean in, Category category) {
    assertThat(read(text)).contains(new ConsentCommand(in, category));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "can I stop metformin?",
        "stop medicine",
        "dawai band karo",
        "stop medication?",
        "We have got to STOP this bill",
        "STOP 12345",
        "stop sugar 62",
        "sugar 62 stop ads",
        "I want to start insulin",
        "start exercise",
        "my stomach does not stop",
        "bus stop",
        "stop stop the car lab",
        "",
        "62",
        "ads",
      })
  void noCommands(String text) {
    assertThat(read(text)).isEmpty();
  }
}
