package procare.hl7;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import procare.lab.LabReports;

/** Hands reports to the laboratory domain and hospital messages to the EMR domain, where there. */
@Configuration(proxyBeanMethods = false)
class HandlerConfiguration {
  @Bean
  Hl7Handler labReportHandler(ObjectProvider<LabReports> reports) {
    return new Typed(
        Hl7Partner.Kind.LAB,
        "ORU^",
        () -> reports.getIfAvailable() != null,
        stored ->
            Reports.of(stored.message(), stored.partner(), stored.id().toString())
                .forEach(reports.getObject()::accept));
  }

  @Bean
  Hl7Handler adtMessageHandler(ObjectProvider<AdtHandler> handler) {
    return new Typed(
        Hl7Partner.Kind.EMR,
        "ADT^",
        () -> handler.getIfAvailable() != null,
        stored -> handler.getObject().accept(stored));
  }

  /** Takes types that begin with a word, once the domain that handles them is there. */
  private record Typed(
      Hl7Partner.Kind kind, String prefix, Supplier<Boolean> there, Consumer<StoredMessage> effect)
      implements Hl7Handler {
    @Override
    public boolean handles(Hl7Partner.Kind kindOfSender, String type) {
      return kindOfSender == kind && type.startsWith(prefix) && there.get();
    }

    @Override
    public void handle(StoredMessage message) {
      effect.accept(message);
    }
  }
}
