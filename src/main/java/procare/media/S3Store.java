package procare.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects in a bucket of Amazon S3, or of what speaks its API. Neither this class nor the SDK is
 * loaded unless {@code procare.media.store} is {@code s3}.
 */
@Component
@ConditionalOnProperty(name = "procare.media.store", havingValue = "s3")
class S3Store implements ObjectStore, DisposableBean {
  private final S3Client client;
  private final S3Properties settings;

  S3Store(S3Properties settings) {
    if (settings.bucket() == null || settings.bucket().isBlank()) {
      throw new IllegalArgumentException(
          "procare.media.store is s3: set procare.media.s3.bucket (PROCARE_MEDIA_S3_BUCKET)");
    }
    this.settings = settings;
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.of(settings.region()))
            // Over plain HTTP the SDK would sign chunk by chunk, which other makers do not read.
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            // Other makers' S3 know no trailing checksums; HTTPS and our own SHA-256 stand in.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
    }
    if (settings.accessKey() != null && !settings.accessKey().isBlank()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
    }
    this.client = builder.build();
  }

  @Override
  public void put(String key, byte[] bytes, String mediaType) throws IOException {
    try {
      client.putObject(
          request -> {
            request.bucket(settings.bucket()).key(settings.prefix() + key).contentType(mediaType);
            if (!"none".equals(settings.encryption())) {
              request.serverSideEncryption(settings.encryption());
            }
          },
          RequestBody.fromBytes(bytes));
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("the bucket does not take it: " + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    try {
      return Optional.of(
          client
              .getObjectAsBytes(
                  request -> request.bucket(settings.bucket()).key(settings.prefix() + key))
              .asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("the bucket cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    try {
      return Optional.of(
          client.getObject(
              request -> request.bucket(settings.bucket()).key(settings.prefix() + key)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("the bucket cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public void delete(String key) throws IOException {
    try {
      client.deleteObject(
          request -> request.bucket(settings.bucket()).key(settings.prefix() + key));
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("the bucket removes nothing: " + e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public void destroy() {
    client.close();
  }
}
