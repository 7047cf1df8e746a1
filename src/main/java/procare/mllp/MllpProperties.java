package procare.mllp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code procare.mllp.*}.
 *
 * @param enabled whether the port is opened
 * @param host address to listen on
 * @param port 0 for any
 * @param sslBundle name of a Spring SSL bundle; with it a client needs a certificate that the
 *     bundle trusts. Empty: no TLS (a VPN, then)
 * @param allow addresses that may connect, such as {@code 10.1.0.0/16}; empty: all
 * @param maxMessage of one frame
 * @param maxBuffered of all frames that are in memory; beyond it nothing more is read
 * @param maxConnections open at the same time; the next are closed at once
 * @param workers large messages (above 64 KiB) that are read at the same time
 * @param idleTimeout of a connection without any traffic; 0 for ever
 * @param frameTimeout from the first byte of a frame to its last, and of a sender that does not
 *     read its answers
 * @param outageAnswerAfter how long a message waits while the database is away, before its sender
 *     hears AE
 * @param stopWithin how long messages under way may take when the hub stops
 */
@ConfigurationProperties("procare.mllp")
public record MllpProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("0.0.0.0") String host,
    @DefaultValue("2575") int port,
    @DefaultValue("") String sslBundle,
    @DefaultValue({}) List<String> allow,
    @DefaultValue("16MB") DataSize maxMessage,
    @DefaultValue("64MB") DataSize maxBuffered,
    @DefaultValue("1000") int maxConnections,
    @DefaultValue("2") int workers,
    @DefaultValue("12h") Duration idleTimeout,
    @DefaultValue("60s") Duration frameTimeout,
    @DefaultValue("30s") Duration outageAnswerAfter,
    @DefaultValue("10s") Duration stopWithin) {}
