package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack's own routes stay in their yard. */
class RoutesLintTest {
  private static final String GOOD =
      """
      - route:
          id: partner-acme-orders
          from:
            uri: direct:partner-acme-orders
            steps:
              - setProperty: {name: procare.path, simple: "/orders/${header.placer}"}
              - choice:
                  when:
                    - simple: "${header.kind} == 'urgent'"
                      steps:
                        - setHeader: {name: X-Priority, constant: high}
                  otherwise:
                    steps: [{bean: {ref: packText, method: stripBom}}]
              - to:
                  uri: kamelet:call-partner
                  parameters: {partner: acme, url: "{{endpoints.orders}}/v2", answers: packAnswers, secret: secret-acme}
      """;

  @Test
  void aGoodRouteIsLetThrough() {
    assertThatCode(() -> read(GOOD)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "id: partner-acme-orders # id: out-whatsapp-send # may shadow",
        "id: partner-acme-orders # id: partner-acmetwo-x # may shadow",
        "uri: direct:partner-acme-orders # uri: direct:out-whatsapp-send # begins outside",
        "uri: direct:partner-acme-orders # uri: timer:x # begins outside",
        "uri: kamelet:call-partner # uri: https://evil.example # component https is not",
        "uri: kamelet:call-partner # uri: exec:rm # component exec is not",
        "uri: kamelet:call-partner # uri: file:/etc # component file is not",
        "uri: kamelet:call-partner # uri: sql:select # component sql is not",
        "uri: kamelet:call-partner # uri: direct:partner-other-orders # not in this file",
        "uri: kamelet:call-partner # uri: bean:jdbcTemplate # is not for packs",
        "uri: kamelet:call-partner # uri: kamelet:receive-request # is not allowed",
        "uri: kamelet:call-partner # uri: kamelet:call-partner?partner=other # hides parameters",
        "ref: packText # ref: deadLettersApi # is not for packs",
        "partner: acme # partner: other # as another partner",
        "secret: secret-acme # secret: secret-other # as another partner",
        "{{endpoints.orders}}/v2 # https://evil.example # an address of its own",
        "{{endpoints.orders}}/v2 # {{endpoints.orders}}@evil.example # an address of its own",
        "/orders/${header.placer} # {{env:PATH}} # a setting of the hub",
        "/orders/${header.placer} # {{sys:user.home}} # a setting of the hub",
        "/orders/${header.placer} # {{procare.ai.openrouter.api-key}} # a setting of the hub",
        "/orders/${header.placer} # ${env:PATH} # can run code",
        "/orders/${header.placer} # ${sysenv.PATH} # can run code",
        "/orders/${header.placer} # ${bean:hub?method=x} # can run code",
        "/orders/${header.placer} # ${body.getClass()} # can run code",
        "/orders/${header.placer} # ${camelContext.stop} # can run code",
        "/orders/${header.placer} # $simple{sys.x} # can run code",
        "simple: \"/orders/${header.placer}\" # groovy: \"1\" # groovy is not allowed",
        "simple: \"/orders/${header.placer}\" # method: {ref: hub} # method is not allowed",
        "simple: \"/orders/${header.placer}\" # expression: {method: {ref: x}} # can run code",
        "simple: \"/orders/${header.placer}\" # expression: {xpath: x} # can run code",
        "name: X-Priority # name: CamelHttpUri # steers the hub",
        "name: procare.path # name: procare.partner # steers the hub",
        "- choice: # - script: # script is not allowed",
        "- choice: # - toD: # toD is not allowed",
        "constant: high # constant: \"password=abc\" # secret in clear",
        "- route: # - routeConfiguration: # is no route",
        "- route: # - beans: # is no route",
        "- route: # route: # is no list",
        "`- choice:` # `- log: \"${body}\"\n        - choice:` # about a person",
        "`    from:` # `    errorHandler: {}\n    from:` # errorHandler is not allowed",
      })
  void aRouteThatLeavesItsYardIsRefused(String from, String to, String what) {
    assertThat(GOOD).contains(from);
    assertThatThrownBy(() -> read(GOOD.replace(from, to)))
        .isInstanceOf(PackRefused.class)
        .hasMessageContaining(what)
        .hasMessageMatching("(?s)acme/routes.camel.yaml:[1-9].*; .*");
  }

  private static Pack read(String routes) throws PackRefused {
    return PackReader.read(
        PackKit.files("acme", PackKit.yaml("acme"), Map.of("routes.camel.yaml", routes)));
  }
}
