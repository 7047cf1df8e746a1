package procare.partner.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.List;
import procare.Json;

/** Turns a folder into a pack, or says everything that is wrong with it. */
public final class PackReader {
  private PackReader() {}

  /**
   * Reads and checks one pack by itself; what concerns its neighbours is checked by {@link
   * Neighbours}.
   *
   * @throws PackRefused with every problem that was found
   */
  public static Pack read(PackFiles files) throws PackRefused {
    String folder = files.name();
    Problems problems = new Problems(folder + "/" + PackFiles.PACK);
    byte[] yaml = files.bytes(PackFiles.PACK);
    if (yaml == null) {
      throw new PackRefused(
          folder + "/" + PackFiles.PACK, 0, "is not there", "write it, or ./hub partner new");
    }
    long total = 0;
    for (var file : files.files().entrySet()) {
      total += file.getValue().length;
      PackFiles.refuseSize(folder, file.getKey(), file.getValue().length, total, 0);
    }
    PackTree tree = PackYaml.read(folder + "/" + PackFiles.PACK, yaml);
    PackSchema.check(tree, problems);
    if (problems.isEmpty()) {
      new PackChecks(tree, problems).run(folder);
    }
    CodeMap codes = codes(files, tree, problems.in(folder + "/" + PackFiles.CODES));
    String routes = routes(files, problems);
    samples(files, problems);
    problems.refuse();
    return pack(files, tree).with(codes, routes, files.hash());
  }

  private static Pack pack(PackFiles files, PackTree tree) throws PackRefused {
    try {
      return Json.MAPPER.treeToValue(tree.root(), Pack.class);
    } catch (JsonProcessingException e) {
      String at =
          e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping
              ? mapping.getPathReference()
              : "";
      throw new PackRefused(
          files.name() + "/" + PackFiles.PACK,
          0,
          "cannot be understood at " + at,
          "see the schema");
    }
  }

  private static CodeMap codes(PackFiles files, PackTree tree, Problems problems)
      throws PackRefused {
    byte[] csv = files.bytes(PackFiles.CODES);
    if (csv != null) {
      return CodesCsv.read(PackYaml.text(files.name() + "/" + PackFiles.CODES, csv), problems);
    }
    if (tree.root().path("kind").asText().equals("lab")) {
      problems.add(
          0,
          "is not there, and a laboratory's codes mean nothing without it",
          "write it with the columns " + String.join(",", CodesCsv.COLUMNS));
    }
    return CodeMap.EMPTY;
  }

  private static String routes(PackFiles files, Problems problems) {
    byte[] routes = files.bytes(PackFiles.ROUTES);
    if (routes == null) {
      return null;
    }
    String file = files.name() + "/" + PackFiles.ROUTES;
    try {
      PackTree tree = PackYaml.read(file, routes);
      new RoutesLint(files.name(), tree, problems.in(file)).run();
      return PackYaml.text(file, routes);
    } catch (PackRefused e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  /**
   * Each sample has what it must become, and the other way round; {@code samples/attachments} holds
   * files that come beside one.
   */
  private static void samples(PackFiles files, Problems problems) {
    List<String> samples =
        files.files().keySet().stream()
            .filter(f -> f.startsWith(PackFiles.SAMPLES) && !f.startsWith(PackFiles.ATTACHMENTS))
            .toList();
    for (String sample : samples) {
      Problems here = problems.in(files.name() + "/" + sample);
      if (!sample.endsWith(PackFiles.EXPECTED)) {
        if (!samples.contains(sample + PackFiles.EXPECTED)) {
          here.add(
              0,
              "has nothing expected of it",
              "./hub partner expect "
                  + files.name()
                  + " writes what the hub reads; see whether it is right");
        }
        continue;
      }
      String of = sample.substring(0, sample.length() - PackFiles.EXPECTED.length());
      if (!samples.contains(of)) {
        here.add(0, "is expected of no sample", "add " + of + " or remove this file");
      }
      try {
        Json.parse(files.bytes(sample));
      } catch (IOException e) {
        here.add(0, "is no JSON", "write what the sample must become, see docs/add-a-partner.md");
      }
    }
  }
}
