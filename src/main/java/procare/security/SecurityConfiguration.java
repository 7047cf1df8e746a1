package procare.security;

import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may call which address: nothing is open that is not named here. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String[] OPEN_CALLS = {
    "/api/v1/auth/register", "/api/v1/auth/login", "/api/v1/auth/refresh"
  };
  private static final String[] PAGES = {
    "/",
    "/index.html",
    "/assets/**",
    "/openapi.yaml",
    "/asyncapi.yaml",
    "/favicon.ico",
    "/favicon.svg"
  };
  private static final String LAB_RESULTS = "/api/v1/labs/*/results";
  private static final String[] EMBEDDED_ONLY = {"/twins/**", "/chat*", "/chat/**"};

  @Bean
  SecurityFilterChain doors(
      HttpSecurity http,
      AccessTokens tokens,
      Sessions sessions,
      ApiRateLimit rateLimit,
      SecurityProperties properties,
      Environment environment)
      throws Exception {
    boolean embedded = environment.acceptsProfiles(Profiles.of("embedded"));
    SecurityAnswers answers = new SecurityAnswers();
    http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .cors(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(SecurityConfiguration::headers)
        .exceptionHandling(e -> e.authenticationEntryPoint(answers).accessDeniedHandler(answers))
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(tokenResolver())
                    .authenticationEntryPoint(answers)
                    .accessDeniedHandler(answers)
                    .jwt(
                        jwt ->
                            jwt.decoder(tokens)
                                .jwtAuthenticationConverter(authentication(tokens, sessions))))
        .addFilterAfter(new RateLimitFilter(rateLimit), AuthorizationFilter.class)
        .authorizeHttpRequests(
            doors -> {
              doors.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
              doors.requestMatchers(HttpMethod.POST, OPEN_CALLS).permitAll();
              doors
                  .requestMatchers(
                      "/api/v1/operations/questions", "/api/v1/operations/questions/**")
                  .hasAnyRole("OPERATOR", "ADMIN", "DOCTOR");
              doors
                  .requestMatchers("/api/v1/operations/merges", "/api/v1/operations/merges/**")
                  .hasAnyRole("OPERATOR", "ADMIN", "DOCTOR");
              doors.requestMatchers("/api/v1/operations/**").hasAnyRole("OPERATOR", "ADMIN");
              // Laboratories may prove who they are by their pack's secret; labDoorway asks for
              // either.
              doors.requestMatchers(HttpMethod.POST, LAB_RESULTS).permitAll();
              doors.requestMatchers("/api/v1/**").authenticated();
              doors.requestMatchers("/webhooks/**").permitAll();
              doors.requestMatchers(HttpMethod.GET, PAGES).permitAll();
              doors.requestMatchers(HttpMethod.HEAD, PAGES).permitAll();
              doors.requestMatchers(HttpMethod.GET, "/actuator/health/**").permitAll();
              if (embedded || properties.publicMetrics()) {
                doors.requestMatchers(HttpMethod.GET, "/actuator/prometheus").permitAll();
              }
              doors.requestMatchers("/actuator/**").hasRole("OPERATOR");
              if (embedded) {
                doors.requestMatchers(EMBEDDED_ONLY).permitAll();
              }
              doors.anyRequest().denyAll();
            });
    return http.build();
  }

  /** An observation around every filter of every call cost more than the filters themselves. */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Passwords are stored with the name of their method, so that a better one can follow bcrypt. */
  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  /** Keeps Spring Boot from making a user with a generated password. */
  @Bean
  AuthenticationManager noOtherLogin() {
    return authentication -> {
      throw new InvalidBearerTokenException("only access tokens log in");
    };
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }

  /**
   * Elsewhere {@code Authorization} is not ours: open calls ignore it, webhooks check their own.
   */
  private static BearerTokenResolver tokenResolver() {
    DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
    List<String> open = List.of(OPEN_CALLS);
    return request -> {
      String path = request.getRequestURI();
      boolean guarded = path.startsWith("/api/") || path.startsWith("/actuator/");
      String token = guarded && !open.contains(path) ? header.resolve(request) : null;
      // A pack's bearer secret is no token of ours; one of ours has three parts.
      boolean secret =
          token != null && path.matches("/api/v1/labs/[^/]+/results") && !isOurs(token);
      return secret ? null : token;
    };
  }

  private static boolean isOurs(String token) {
    return token.chars().filter(c -> c == '.').count() == 2;
  }

  private static Converter<Jwt, AbstractAuthenticationToken> authentication(
      AccessTokens tokens, Sessions sessions) {
    return jwt -> {
      try {
        Caller caller = tokens.caller(jwt);
        if (!sessions.stands(caller.sessionId())) {
          throw new InvalidBearerTokenException("logged out");
        }
        return new CallerAuthentication(caller);
      } catch (BadJwtException e) {
        throw new InvalidBearerTokenException("claims missing", e);
      }
    };
  }
}
