package procare.emergency;

import static procare.emergency.LadderPaths.path;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** More rows of {@link LadderPaths}: what patients send meanwhile, and who cannot be reached. */
final class DangerPaths {
  private DangerPaths() {}

  static Stream<Arguments> paths() {
    return Stream.of(
        path(
            "a level 1 that gets worse tells the caregivers then, once",
            1,
            1,
            "0 reading 62, 4 reading 50, 6 reading 49, 9 reading 75",
            """
            0 detected LOW LEVEL_1 recheck@15
            4 detected LOW LEVEL_2 appended inform recheck@15
            4 ask CAREGIVER c1 AT_ONCE by@14
            6 detected LOW LEVEL_2 appended recheck@15
            9 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "worse while the doctor is asked: caregivers again, the ladder keeps its times",
            1,
            2,
            "0 reading 62, 27 reading 50, 36 reading 99",
            """
            0 detected LOW LEVEL_1 recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            25 ask DOCTOR d1 NO_ANSWER by@35
            27 detected LOW LEVEL_2 appended inform recheck@30
            27 ask CAREGIVER c1 AT_ONCE by@35
            30 PERSISTENT recheck@45
            35 ask SECOND_DOCTOR d2 PERSISTENT by@45
            36 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "I am fine without a value: one more re-check, once",
            1,
            1,
            "0 reading 62, 10 fine, 20 fine, 27 ack c1, 28 reading 90",
            """
            0 detected LOW LEVEL_1 recheck@15
            10 SELF_REPORTED recheck@25
            20 SELF_REPORTED recheck@25
            25 NO_ANSWER recheck@40
            25 ask CAREGIVER c1 NO_ANSWER by@35
            27 acknowledged c1 CAREGIVER WHATSAPP
            28 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "I am fine does not hold up a level 2",
            1,
            1,
            "0 reading 45, 5 fine, 12 reading 85",
            """
            0 detected LOW LEVEL_2 inform recheck@15
            0 ask CAREGIVER c1 AT_ONCE by@10
            5 SELF_REPORTED recheck@20
            10 ask DOCTOR d1 AT_ONCE by@20
            12 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "a red flag is not ended by a good reading",
            1,
            1,
            "0 flag, 3 reading 110, 5 flag, 8 ack c1",
            """
            0 detected RED_FLAG LEVEL_2 inform recheck@15
            0 ask CAREGIVER c1 AT_ONCE by@10
            5 detected RED_FLAG LEVEL_2 appended recheck@15
            8 acknowledged c1 CAREGIVER WHATSAPP
            15 PERSISTENT recheck@30
            30 NO_ANSWER recheck@45
            38 ask DOCTOR d1 NO_OUTCOME by@48
            45 NO_ANSWER recheck@60
            48 ask OPERATIONS - NO_ANSWER
            60 NO_ANSWER
            """,
            State.HANDED_OVER),
        path(
            "a high falls to 300",
            1,
            1,
            "0 reading 301, 10 reading 320, 14 reading 300",
            """
            0 detected HIGH HIGH recheck@15
            10 detected HIGH HIGH appended recheck@15
            14 resolved HIGH RECOVERED
            """,
            State.RESOLVED),
        path(
            "an unreachable caregiver costs no time",
            1,
            2,
            "0 reading 45, 1 failed c1, 3 failed d1, 4 ack d2, 5 failed d2, 6 reading 71",
            """
            0 detected LOW LEVEL_2 inform recheck@15
            0 ask CAREGIVER c1 AT_ONCE by@10
            1 ask DOCTOR d1 CHANNEL_FAILED by@11
            3 ask SECOND_DOCTOR d2 CHANNEL_FAILED by@13
            4 acknowledged d2 DOCTOR WHATSAPP
            6 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "one of two caregivers unreachable: the other still has the rung's time",
            2,
            1,
            "0 reading 45, 1 failed c1, 2 failed stranger, 4 failed c2, 5 reading 71",
            """
            0 detected LOW LEVEL_2 inform recheck@15
            0 ask CAREGIVER c1 AT_ONCE by@10
            0 ask CAREGIVER c2 AT_ONCE by@10
            4 ask DOCTOR d1 CHANNEL_FAILED by@14
            5 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "an unreachable patient: the caregiver at once",
            1,
            1,
            "0 reading 62, 2 failed p, 9 reading 71",
            """
            0 detected LOW LEVEL_1 recheck@15
            2 ask CAREGIVER c1 CHANNEL_FAILED by@12
            9 resolved LOW RECOVERED
            """,
            State.RESOLVED),
        path(
            "a backdated reading alarms nobody at once, and a backdated good one ends nothing",
            1,
            0,
            "0 backdated 45, 3 backdated 110, 16 reading 111",
            """
            0 detected LOW LEVEL_2 backdated recheck@15
            15 NO_ANSWER recheck@30
            15 ask CAREGIVER c1 NO_ANSWER by@25
            16 resolved LOW RECOVERED
            """,
            State.RESOLVED));
  }
}
