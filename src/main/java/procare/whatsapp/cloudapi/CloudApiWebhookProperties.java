package procare.whatsapp.cloudapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code procare.whatsapp.cloudapi.webhook.*}. Without both secrets the door is shut.
 *
 * @param verifyToken what Meta repeats in its handshake; chosen by us; secret
 * @param appSecret Meta's secret of the app, which signs every call; secret
 * @param maxBody Meta's own limit of a call
 */
@ConfigurationProperties("procare.whatsapp.cloudapi.webhook")
public record CloudApiWebhookProperties(
    String verifyToken, String appSecret, @DefaultValue("3MB") DataSize maxBody) {}
