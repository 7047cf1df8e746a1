package procare.spine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.filter.TypeExcludeFilters;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import procare.Hub;
import procare.embedded.TestBroker;

/**
 * The whole hub, started once for all classes that carry this and spoken to over HTTP: on its own
 * embedded servers, or on the PostgreSQL and RabbitMQ that {@code SPRING_DATASOURCE_URL} and {@code
 * SPRING_RABBITMQ_ADDRESSES} name (a database of its own is made and dropped; each of Maven's test
 * processes needs a virtual host, see {@link TestBroker#virtualHost}). Waits are seconds where
 * people get minutes. Every test makes its own people, so none sees another's emergency.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("servers")
@ExtendWith(CleanHub.class)
@ActiveProfiles("embedded")
@ContextConfiguration(initializers = HubSurroundings.class)
@TypeExcludeFilters(NothingOfTheTests.class)
@SpringBootTest(
    classes = {Hub.class, Kit.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.data-dir=" + CleanHub.DATA_SETTING,
      "PROCARE_PARTNER_DEMO_FHIR_LAB_TOKEN=" + LabTest.SECRET,
      "procare.partners.folder=" + CleanHub.DATA_SETTING + "/partners",
      "procare.emergency.recheck-after=PT3S",
      "procare.emergency.acknowledge-within=PT3S",
      "procare.emergency.outcome-within=PT5S",
      "procare.emergency.rechecks=2",
      "procare.clocks.emergency-steps=0/1+*+*+*+*+?",
      "procare.clocks.deliveries=0/1+*+*+*+*+?",
      "procare.clocks.partner-polls=0/1+*+*+*+*+?",
      "procare.partners.longest-poll=PT2S",
      "procare.clocks.media=0/1+*+*+*+*+?",
      "procare.clocks.emr=0/1+*+*+*+*+?",
      "procare.clocks.reminders=0/1+*+*+*+*+?",
      "procare.whatsapp.evolution.timeout-millis=1500",
      "procare.outbox.poll=PT0.5S",
      // Tests run at any hour; those of quiet hours set their people's own.
      "procare.contact.quiet-from=00:00",
      "procare.contact.quiet-to=00:00",
      "procare.whatsapp.failover=",
      "procare.sms.enabled=false",
      // At eight o'clock in India they would tell a patient whom tests watch.
      "procare.demo.plans=false",
      "procare.mllp.enabled=true",
      "procare.mllp.host=127.0.0.1",
      "procare.mllp.port=0",
      "procare.hl7.partners.apex.application=LIS",
      "procare.hl7.partners.apex.facility=APEXLAB",
      "procare.hl7.partners.apex.kind=LAB",
      "management.prometheus.metrics.export.enabled=true"
    })
@interface HubTest {}
