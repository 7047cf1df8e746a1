package procare.mllp.client;

import java.nio.charset.Charset;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Where and how one partner takes messages.
 *
 * @param name for threads and logs
 * @param tls null for MLLP without TLS
 * @param charset of acknowledgements that declare none
 * @param connectWithin how long a connection may take
 * @param answerWithin how long an acknowledgement may take
 */
public record MllpEndpoint(
    String name,
    String host,
    int port,
    SSLContext tls,
    Charset charset,
    Duration connectWithin,
    Duration answerWithin) {}
