package procare.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Rules of the house (CONTRIBUTING.md) that a compiler cannot keep. */
@AnalyzeClasses(packages = "procare", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
  /** Everything but these is domain: plain classes with plain tests. */
  private static final String[] CAMEL_ALLOWED = {"procare.routes..", "procare.embedded.."};

  private static final String[] HTTP_ALLOWED = {
    "procare.routes..", "procare.embedded..", "procare.security..", "procare.start.."
  };

  @ArchTest
  static final ArchRule domainDoesNotKnowCamel =
      noClasses()
          .that()
          .resideOutsideOfPackages(CAMEL_ALLOWED)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..")
          .because(
              "a route calls a bean by name and a bean is a plain class; move what needs Camel to procare.routes");

  @ArchTest
  static final ArchRule domainDoesNotKnowServlets =
      noClasses()
          .that()
          .resideOutsideOfPackages(HTTP_ALLOWED)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..")
          .because("beans take an ApiRequest and give an ApiAnswer; HTTP stays at the doors");

  @ArchTest
  static final ArchRule onlyTheRelayPublishes =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.routes..", "procare.operations..", "procare.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.amqp..", "com.rabbitmq..")
          .because("what shall happen is appended to the outbox (procare.event.Outbox)");

  @ArchTest
  static final ArchRule nothingOpensConnectionsOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.embedded..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "org.springframework.web.client.."))
          .because("partners are called through the call-partner Kamelet only");

  @ArchTest
  static final ArchRule embeddedStaysOutside =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("procare.embedded..")
          .because("the lean jar runs without it");

  @ArchTest static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
  @ArchTest static final ArchRule noOtherLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.start..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("only the ready line and a refused start are printed; the rest is logged");

  /** An HTTP date in Retry-After is a time of the real world, whatever clock the hub is given. */
  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.embedded..")
          .and()
          .doNotHaveFullyQualifiedName("procare.partner.RetryAfter")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests move the clock: take a java.time.Clock");

  @ArchTest
  static final ArchRule oneClock =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("procare.HubConfiguration")
          .and()
          .doNotHaveFullyQualifiedName("procare.start.HubCommand")
          .and()
          .resideOutsideOfPackages("procare.embedded..")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .because("the bean of HubConfiguration is the clock");

  @ArchTest
  static final ArchRule fieldsDoNotChange =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("state that outlives a request belongs into the database");

  @ArchTest
  static final ArchRule settingsAreRecords =
      classes()
          .that()
          .areAnnotatedWith(ConfigurationProperties.class)
          .should()
          .beRecords()
          .because("settings are typed, immutable and checked when the hub starts");

  @ArchTest
  static final ArchRule apiBeansAreNamed =
      classes()
          .that()
          .haveSimpleNameEndingWith("Api")
          .should()
          .beAnnotatedWith(org.springframework.stereotype.Component.class)
          .because("routes name them: bean:<name>");

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .that()
          .resideOutsideOfPackages("procare.embedded..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("retries are rows with a time, never sleeping threads");
}
