package procare.spine;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/** What tests use to act as people, gateways and operators around the hub. */
@TestConfiguration(proxyBeanMethods = false)
@Import({Http.class, Partners.class, Folk.class, WhatsApp.class, Store.class, Medicines.class})
class Kit {}
