package procare.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Objects as files below one folder; for a single node, or a folder that all nodes share. */
@Component
@ConditionalOnProperty(name = "procare.media.store", havingValue = "folder", matchIfMissing = true)
class FolderStore implements ObjectStore {
  private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*");
  private final Path folder;

  FolderStore(MediaProperties settings) {
    this.folder = Path.of(settings.folder()).toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, byte[] bytes, String mediaType) throws IOException {
    Path file = file(key);
    Files.createDirectories(file.getParent());
    Path half = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        java.nio.ByteBuffer rest = java.nio.ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    Path file = file(key);
    try {
      return Optional.of(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      if (!Files.isDirectory(folder)) {
        throw new IOException("the folder is not there", e);
      }
      return Optional.empty();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  private Path file(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("no key of an object: " + key);
    }
    return folder.resolve(key);
  }
}
