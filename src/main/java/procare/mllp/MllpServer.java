package procare.mllp;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.handler.ipfilter.RuleBasedIpFilter;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import procare.hl7.Hl7Receiver;

/**
 * The MLLP port. Starts when the rest of the hub has started, stops first, and then lets messages
 * under way be answered.
 */
@Component
public class MllpServer implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MllpServer.class);
  private final MllpProperties settings;
  private final Hl7Receiver receiver;
  private final MeterRegistry registry;
  private final SslBundles bundles;
  private final boolean mayRun;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private EventLoopGroup loops;
  private ExecutorService workers;
  private volatile Channel listening;

  MllpServer(
      MllpProperties settings,
      Hl7Receiver receiver,
      MeterRegistry registry,
      SslBundles bundles,
      @Value("${procare.groups.in:true}") boolean group) {
    this.settings = settings;
    this.receiver = receiver;
    this.registry = registry;
    this.bundles = bundles;
    this.mayRun = settings.enabled() && group;
  }

  @Override
  public boolean isAutoStartup() {
    return mayRun;
  }

  /** Last up, first down. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void start() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            settings.workers(),
            settings.workers(),
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("mllp-worker"));
    pool.allowCoreThreadTimeOut(true);
    workers = pool;
    loops = new NioEventLoopGroup(1, new DefaultThreadFactory("mllp"));
    Door door = new Door(settings, receiver, workers, new MllpMetrics(registry));
    SslContext tls = tls();
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 512)
            // Answers are short: who does not read them shall not fill the kernel's memory.
            .childOption(ChannelOption.SO_SNDBUF, 64 * 1024)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel, door, tls);
                  }
                })
            .bind(settings.host(), settings.port())
            .syncUninterruptibly()
            .channel();
    LOG.info(
        "HL7 messages are taken on port {} ({})",
        port(),
        tls == null ? "MLLP without TLS" : "MLLP with TLS and client certificates");
  }

  /** The port that is really listened on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  private void accept(SocketChannel channel, Door door, SslContext tls) {
    if (door.metrics().connections().get() >= settings.maxConnections()) {
      LOG.warn("{} is one connection too many; closed", channel.remoteAddress());
      door.metrics().refused("too-many");
      channel.close();
      return;
    }
    door.metrics().connections().incrementAndGet();
    FrameReader frames = new FrameReader((int) settings.maxMessage().toBytes());
    channel.closeFuture().addListener(closed -> door.metrics().connections().decrementAndGet());
    if (!settings.allow().isEmpty()) {
      channel.pipeline().addLast(new RuleBasedIpFilter(false, rules()));
    }
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel
        .pipeline()
        .addLast(
            new IdleStateHandler(0, 0, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS),
            new WriteTimeoutHandler(settings.frameTimeout().toMillis(), TimeUnit.MILLISECONDS),
            frames,
            new Connection(door, frames));
    connections.add(channel);
  }

  private IpSubnetFilterRule[] rules() {
    return settings.allow().stream()
        .map(
            net -> {
              String[] parts = net.split("/");
              boolean six = parts[0].contains(":");
              int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : six ? 128 : 32;
              return new IpSubnetFilterRule(parts[0], bits, IpFilterRuleType.ACCEPT);
            })
        .toArray(IpSubnetFilterRule[]::new);
  }

  private SslContext tls() {
    if (settings.sslBundle().isEmpty()) {
      return null;
    }
    SslBundle bundle = bundles.getBundle(settings.sslBundle());
    try {
      return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
          .trustManager(bundle.getManagers().getTrustManagerFactory())
          .clientAuth(ClientAuth.REQUIRE)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("procare.mllp.ssl-bundle cannot be used", e);
    }
  }

  @Override
  public void stop() {
    listening.close().syncUninterruptibly();
    connections.forEach(channel -> channel.pipeline().get(Connection.class).leave());
    if (!connections
        .newCloseFuture()
        .awaitUninterruptibly(settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("Messages under way were left unacknowledged; their senders send them again");
    }
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    workers.shutdownNow();
    listening = null;
  }

  @Override
  public boolean isRunning() {
    return listening != null;
  }
}
