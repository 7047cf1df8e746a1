package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import procare.partner.pack.Pack;
import procare.partner.pack.Setting;

/** What must hold of the pack itself. */
final class PackCases {
  private static final int MOST_LINES = 60;
  private static final Pattern PHONE = Pattern.compile("(?<![0-9])\\+?91[6-9][0-9]{9}(?![0-9])");

  private PackCases() {}

  static void add(Subject subject, Cases cases) {
    Pack pack = subject.pack();
    cases.add(
        "pack.short",
        "pack.yaml has at most " + MOST_LINES + " lines",
        () -> {
          long lines =
              text(subject, "pack.yaml")
                  .lines()
                  .filter(l -> !l.isBlank() && !l.startsWith("#"))
                  .count();
          unless(lines <= MOST_LINES, "it has " + lines);
        });
    cases.add(
        "pack.settings-own",
        "The pack reads only settings of its own",
        () -> {
          for (String variable : settings(pack)) {
            unless(variable.startsWith(Setting.prefix(pack.name())), variable);
          }
        });
    cases.add(
        "pack.settings-told",
        "README.md names every setting, and none that nobody reads",
        () -> {
          Set<String> told = new TreeSet<>();
          Pattern.compile(Setting.prefix(pack.name()) + "[A-Z0-9_]+")
              .matcher(text(subject, "README.md"))
              .results()
              .forEach(setting -> told.add(setting.group()));
          same("what is read", told, settings(pack));
        });
    cases.add(
        "pack.people",
        "No sample has a phone number that may be somebody's",
        () ->
            subject
                .files()
                .files()
                .forEach(
                    (path, bytes) -> {
                      PHONE
                          .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                          .results()
                          .map(m -> m.group().replace("+", "").substring(2))
                          .filter(number -> !number.startsWith("555"))
                          .findFirst()
                          .ifPresent(
                              number -> {
                                throw new IllegalStateException(path + " has one: use 91 555…");
                              });
                    }));
  }

  private static Set<String> settings(Pack pack) {
    Set<String> variables = new TreeSet<>();
    pack.endpoints().values().forEach(setting -> variables.add(setting.variable()));
    for (String name : pack.auth().values().keySet()) {
      pack.auth().setting(name).ifPresent(setting -> variables.add(setting.variable()));
    }
    return variables;
  }

  private static String text(Subject subject, String file) throws KitFailure {
    byte[] bytes = subject.files().bytes(file);
    unless(bytes != null, file + " is not there");
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
