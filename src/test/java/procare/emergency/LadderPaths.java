package procare.emergency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The table of {@link LadderTest}: how many caregivers and doctors there are, what happens in which
 * minute, what is told in which minute, and how it ends.
 */
final class LadderPaths {
  private LadderPaths() {}

  static Stream<Arguments> paths() {
    return Stream.of(
        path(
            "nobody ever answers a level 1",
            1,
            2,
            "0 reading 62",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            25 ask DOCTOR d1 NO_ANSWER by@35
            30 NO_ANSWER recheck@45
            35 ask SECOND_DOCTOR d2 NO_ANSWER by@45
            45 NO_ANSWER recheck@60
            45 ask OPERATIONS - NO_ANSWER
            60 NO_ANSWER
            """,
            State.HANDED_OVER),
        path(
            "a level 2 tells all caregivers at once and the doctor when they are silent",
            2,
            2,
            "0 reading 45",
            """
            0 detected LOW LEVEL_2 inform recheck@15
            0 ask CAREGIVER c1 AT_ONCE by@10
            0 ask CAREGIVER c2 AT_ONCE by@10
            10 ask DOCTOR d1 AT_ONCE by@20
            15 NO_ANSWER recheck@30
            20 ask SECOND_DOCTOR d2 NO_ANSWER by@30
            30 NO_ANSWER recheck@45
            30 ask OPERATIONS - NO_ANSWER
            45 NO_ANSWER recheck@60
            60 NO_ANSWER
            """,
            State.HANDED_OVER),
        path(
            "recovered before the re-check",
            1,
            2,
            "0 reading 62, 14 reading 110",
            """
            0 detected LOW LEVEL_1 recheck@15
            14 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "70 is not low any more, 69 is",
            1,
            0,
            "0 reading 62, 5 reading 69, 9 reading 70",
            """
            0 detected LOW LEVEL_1 recheck@15
            5 detected LOW LEVEL_1 appended recheck@15
            9 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "still low at the re-check, the caregiver takes over, recovery follows",
            1,
            2,
            "0 reading 62, 12 reading 60, 18 ack c1, 31 reading 95",
            """
            0 detected LOW LEVEL_1 recheck@15
            12 detected LOW LEVEL_1 appended recheck@15
            15 PERSISTENT recheck@30
            15 ask CAREGIVER c1 PERSISTENT by@25
            18 acknowledged c1 CAREGIVER WHATSAPP
            30 NO_ANSWER recheck@45
            31 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "acknowledged without outcome goes on with the next rung",
            1,
            2,
            "0 reading 62, 16 ack c1, 17 ack c1, 45 ack c1, 50 ack d1, 170 fine",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            16 acknowledged c1 CAREGIVER WHATSAPP
            30 NO_ANSWER recheck@45
            45 NO_ANSWER recheck@60
            46 ask DOCTOR d1 NO_OUTCOME by@56
            50 acknowledged d1 DOCTOR WHATSAPP
            60 NO_ANSWER
            80 ask SECOND_DOCTOR d2 NO_OUTCOME by@90
            90 ask OPERATIONS - NO_ANSWER
            170 SELF_REPORTED recheck@185
            """,
            State.HANDED_OVER),
        path(
            "a caregiver answers late, while the doctor is asked",
            1,
            2,
            "0 reading 62, 28 ack c1, 40 reading 88",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            25 ask DOCTOR d1 NO_ANSWER by@35
            28 acknowledged c1 CAREGIVER WHATSAPP
            30 NO_ANSWER recheck@45
            40 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "who was not asked, is a stranger or the patient cannot acknowledge",
            1,
            1,
            "0 reading 62, 16 ack d1, 17 ack stranger, 18 ack p, 26 reading 80",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            25 ask DOCTOR d1 NO_ANSWER by@35
            26 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "rungs without people are passed at once",
            0,
            1,
            "0 reading 62",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask DOCTOR d1 NO_ANSWER by@25
            25 ask OPERATIONS - NO_ANSWER
            30 NO_ANSWER recheck@45
            45 NO_ANSWER recheck@60
            60 NO_ANSWER
            """,
            State.HANDED_OVER),
        path(
            "a level 2 without anybody is in the operations queue at once, recovery still ends it",
            0,
            0,
            "0 reading 40, 20 reading 120",
            """
            0 detected LOW LEVEL_2 recheck@15
            0 ask OPERATIONS - AT_ONCE
            15 NO_ANSWER recheck@30
            20 resolved LOW RECOVERED
            """,
            State.RESOLVED));
  }

  record Path(int caregivers, int doctors, List<String> script, List<String> told, State end) {
    List<String> actionsAt(int minute) {
      return script.stream()
          .filter(line -> line.startsWith(minute + " "))
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .toList();
    }
  }

  static Arguments path(
      String name, int caregivers, int doctors, String script, String told, State end) {
    return Arguments.of(
        Named.of(
            name,
            new Path(
                caregivers,
                doctors,
                Arrays.asList(script.split(", ")),
                told.lines().map(String::strip).toList(),
                end)));
  }
}
