package procare.partner.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Where packs lie: inside the jar, and in a folder of the operator's, which comes first. */
public final class PackSources {
  private static final String ROOT = "partners/";
  private final Path folder;
  private final boolean shipped;

  /**
   * A pack's folder as found.
   *
   * @param files null when the folder could not be read
   * @param refused why, else null
   * @param origin {@code shipped} or {@code folder}
   */
  public record Source(String name, PackFiles files, PackRefused refused, String origin) {
    /** The pack, or what is wrong with it. */
    public Pack read() throws PackRefused {
      if (refused != null) {
        throw refused;
      }
      return PackReader.read(files);
    }

    String hash() {
      return files == null ? "unreadable" : files.hash();
    }
  }

  public PackSources(Path folder, boolean shipped) {
    this.folder = folder;
    this.shipped = shipped;
  }

  /** All packs by name. */
  public SortedMap<String, Source> all() {
    SortedMap<String, Source> all = new TreeMap<>();
    if (shipped) {
      shipped()
          .forEach(
              files -> all.put(files.name(), new Source(files.name(), files, null, "shipped")));
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> packs = Files.list(folder)) {
        packs
            .filter(f -> Files.isDirectory(f) && !f.getFileName().toString().startsWith("."))
            .forEach(f -> all.put(f.getFileName().toString(), of(f)));
      } catch (IOException e) {
        throw new UncheckedIOException("procare.partners.folder cannot be listed", e);
      }
    }
    return all;
  }

  public Optional<Source> find(String name) {
    return Optional.ofNullable(all().get(name));
  }

  /** One folder, wherever it lies. */
  public static Source of(Path folder) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    try {
      return new Source(name, PackFiles.ofFolder(folder), null, "folder");
    } catch (PackRefused e) {
      return new Source(name, null, e, "folder");
    }
  }

  private static Iterable<PackFiles> shipped() {
    Map<String, SortedMap<String, byte[]>> packs = new TreeMap<>();
    try {
      Resource[] found =
          new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "*/**");
      for (Resource file : found) {
        String url = file.getURL().toString();
        String path = url.substring(url.lastIndexOf("/" + ROOT) + ROOT.length() + 1);
        if (path.endsWith("/") || !path.contains("/") || !file.isReadable()) {
          continue;
        }
        int end = path.indexOf('/');
        try (InputStream in = file.getInputStream()) {
          packs
              .computeIfAbsent(path.substring(0, end), n -> new TreeMap<>())
              .put(path.substring(end + 1), in.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("packs of the jar cannot be read", e);
    }
    return packs.entrySet().stream().map(e -> new PackFiles(e.getKey(), e.getValue()))::iterator;
  }
}
