# Image of the hub without embedded servers: build, train, run. Every stage names an exact version; the training
# and the last stage must name the same one, because an AOT cache fits only the JVM that wrote it.

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY src ./src
RUN mvn -B -q -DskipTests -Dspotless.check.skip package \
    && cp target/procare-hub-*[0-9].jar target/procare-hub.jar \
    && java -Djarmode=tools -jar target/procare-hub.jar extract --layers --destination /layers

# Starts the hub once against a throw-away PostgreSQL and RabbitMQ and keeps what the JVM learned (JEP 483, 515).
FROM eclipse-temurin:25.0.4_7-jre-noble AS train
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql rabbitmq-server \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /hub
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/application/ ./
COPY deploy/image/train.sh /train.sh
RUN bash /train.sh /hub/procare-hub.jar /hub/hub.aot

FROM eclipse-temurin:25.0.4_7-jre-noble
RUN groupadd --system --gid 10001 hub && useradd --system --uid 10001 --gid hub --no-create-home hub
WORKDIR /hub
COPY deploy/image/alive.sh /hub/alive.sh
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
COPY --from=train /hub/hub.aot ./
USER 10001:10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError" \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "/hub/alive.sh"]
# A cache that does not fit this JVM is left aside; the hub then only starts more slowly.
ENTRYPOINT ["java", "-XX:AOTCache=/hub/hub.aot", "-jar", "/hub/procare-hub.jar"]
