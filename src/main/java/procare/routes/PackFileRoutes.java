package procare.routes;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.partner.intake.DocumentIntake;
import procare.partner.pack.Pack;
import procare.partner.pack.PackListener;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSettings;
import procare.partner.pack.Packs;
import procare.partner.pack.Protocol;

/**
 * Fetches the files of laboratories that leave them on an SFTP server. A file is moved to {@code
 * done} only when it was taken in; one that is still being written is left for the next look. Two
 * nodes may fetch the same file: it is kept once.
 */
@Component
class PackFileRoutes implements PackListener {
  private static final Logger LOG = LoggerFactory.getLogger(PackFileRoutes.class);
  private static final long STOP_SECONDS = 5;

  private final CamelContext camel;
  private final Packs packs;
  private final PackSettings settings;
  private final DocumentIntake intake;
  private final boolean out;

  PackFileRoutes(
      CamelContext camel,
      Packs packs,
      PackSettings settings,
      DocumentIntake intake,
      @Value("${procare.groups.out:true}") boolean out) {
    this.camel = camel;
    this.packs = packs;
    this.settings = settings;
    this.intake = intake;
    this.out = out;
  }

  /** Not earlier: a server that is away must not keep the hub from starting. */
  @EventListener(ApplicationReadyEvent.class)
  public void begin() {
    if (out) {
      packs.listen(this);
    }
  }

  @Override
  public synchronized void change(Pack before, Pack after) throws PackRefused {
    remove(before == null ? after.name() : before.name());
    if (after != null && fetched(after)) {
      try {
        add(after);
      } catch (Exception e) {
        throw new PackRefused(
            after.name() + "/pack.yaml",
            0,
            "its files cannot be fetched: " + Causes.root(e),
            "look at endpoints.files and auth");
      }
    }
  }

  private boolean fetched(Pack pack) {
    return pack.protocol() == Protocol.SFTP_FILES
        && pack.results() != null
        && settings.missing(pack).isEmpty();
  }

  private void remove(String name) {
    String id = id(name);
    try {
      if (camel.getRoute(id) != null) {
        camel.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
        camel.removeRoute(id);
      }
    } catch (Exception e) {
      LOG.error("Files of {} are still fetched: {}", name, Causes.root(e));
    }
  }

  private static String id(String name) {
    return "out-partner-files-" + name;
  }

  private void add(Pack pack) throws Exception {
    String address = address(pack);
    String name = pack.name();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            from(address)
                .routeId(id(name))
                .routeGroup("out")
                .process(exchange -> take(name, exchange))
                .id(id(name) + "-take");
          }
        });
  }

  /** The version in force reads the file, also when it changed after the look began. */
  private void take(String name, Exchange exchange) {
    Pack pack =
        packs.byName(name).orElseThrow(() -> new IllegalStateException(name + " is switched off"));
    String file = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    DocumentIntake.Taken taken =
        intake.take(pack, "files", file, exchange.getMessage().getBody(byte[].class));
    LOG.debug("A file of {} was taken: {}", name, taken);
  }

  private String address(Pack pack) {
    URI files = settings.endpoint(pack, "files").orElseThrow();
    int port = files.getPort() < 0 ? 22 : files.getPort();
    StringBuilder address = new StringBuilder(300);
    address
        .append("sftp:")
        .append(files.getHost())
        .append(':')
        .append(port)
        .append(files.getPath().isEmpty() ? "/" : files.getPath())
        .append("?username=RAW(")
        .append(settings.auth(pack, "username").orElse(""))
        .append(")&delay=")
        .append(pack.results().poll().toMillis())
        .append("&initialDelay=1000&move=done/${file:name}&readLock=changed&readLockMinAge=2000")
        .append("&readLockLoggingLevel=")
        .append(LoggingLevel.DEBUG)
        .append("&stepwise=false&maximumReconnectAttempts=0&throwExceptionOnConnectFailed=true")
        .append("&binary=true&streamDownload=false&connectTimeout=")
        .append(pack.limits().timeout().toMillis())
        .append("&soTimeout=")
        .append(pack.limits().timeout().toMillis())
        .append("&maxMessagesPerPoll=100&preferredAuthentications=publickey,password");
    settings
        .auth(pack, "password")
        .ifPresent(secret -> address.append("&password=RAW(").append(secret).append(')'));
    settings
        .auth(pack, "privateKey")
        .ifPresent(key -> address.append("&privateKey=#").append(bound(pack, "key", key)));
    String host = settings.auth(pack, "hostKey").orElse(null);
    if (host != null) {
      String line =
          (port == 22 ? files.getHost() : "[" + files.getHost() + "]:" + port) + " " + host;
      address
          .append("&strictHostKeyChecking=yes&useUserKnownHostsFile=false&knownHosts=#")
          .append(bound(pack, "host", line));
    }
    return address.toString();
  }

  /** By reference: a secret stands in no address, which logs and JMX show. */
  private String bound(Pack pack, String what, String value) {
    String name = "files-" + what + "-" + pack.name();
    camel.getRegistry().bind(name, value.getBytes(StandardCharsets.UTF_8));
    return name;
  }
}
