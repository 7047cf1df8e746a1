package procare.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import procare.start.StartRefused;

/**
 * The folder where an embedded hub keeps everything: database, broker, secrets. One hub at a time;
 * the operating system frees the lock when the process ends, however it ends.
 */
final class DataFolder implements AutoCloseable {
  private static final int SECRET_BYTES = 48;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * @throws StartRefused when the folder cannot be written, or another hub uses it
   */
  static DataFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      createForOwnerOnly(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("hub.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String holder = holder(channel);
        channel.close();
        throw new StartRefused(
            "the data folder "
                + folder
                + " is in use by another hub"
                + holder
                + "; stop that one, or set PROCARE_DATA_DIR to another folder.");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new StartRefused(
          "the data folder "
              + folder
              + " cannot be written ("
              + e.getMessage()
              + "); set PROCARE_DATA_DIR to a folder that can.");
    }
  }

  /** Health data and keys lie in it; a folder that exists keeps the rights it was given. */
  private static void createForOwnerOnly(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static String holder(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate(20);
      channel.read(text, 0);
      String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
      return pid.isBlank() ? "" : " (process " + pid + ")";
    } catch (IOException lockedOnWindows) {
      return "";
    }
  }

  Path resolve(String child) {
    return path.resolve(child);
  }

  /** A random secret that stays the same as long as the folder lives. */
  String secret(String name) {
    Path file = path.resolve("secrets").resolve(name);
    try {
      if (Files.exists(file) && Files.size(file) > 0) {
        return Files.readString(file).strip();
      }
      Files.createDirectories(file.getParent());
      byte[] random = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(random);
      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      writeForOwnerOnly(file, secret);
      return secret;
    } catch (IOException e) {
      throw new StartRefused("the secret " + file + " cannot be kept: " + e.getMessage());
    }
  }

  private static void writeForOwnerOnly(Path file, String secret) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(unfinished, secret);
    Files.move(unfinished, file);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
