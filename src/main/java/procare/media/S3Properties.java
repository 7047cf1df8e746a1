package procare.media;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code procare.media.s3.*}; read when {@code procare.media.store} is {@code s3}.
 *
 * @param bucket must exist
 * @param region of the bucket
 * @param endpoint of an S3 that is not Amazon's, such as MinIO; null for Amazon's
 * @param accessKey null: where the SDK looks by itself (environment, role of the machine)
 * @param secretKey secret
 * @param prefix before every key, or empty
 * @param encryption server-side encryption asked for: {@code AES256}, {@code aws:kms} or {@code
 *     none}
 */
@ConfigurationProperties("procare.media.s3")
public record S3Properties(
    String bucket,
    @DefaultValue("ap-south-1") String region,
    URI endpoint,
    String accessKey,
    String secretKey,
    @DefaultValue("") String prefix,
    @DefaultValue("AES256") String encryption) {}
