package procare.partner.grade;

import static procare.partner.grade.Rule.byCases;
import static procare.partner.grade.Rule.own;
import static procare.partner.grade.Tier.BRONZE;
import static procare.partner.grade.Tier.GOLD;
import static procare.partner.grade.Tier.PLATINUM;
import static procare.partner.grade.Tier.SILVER;

import java.util.List;

/** All rules of all grades; docs/partner-grades.md lists them for people. */
public final class Rules {
  public static final List<Rule> ALL =
      List.of(
          byCases("pack-short", BRONZE, "pack.yaml takes a page", "pack.short"),
          byCases("settings-own", BRONZE, "It reads settings of its own only", "pack.settings-own"),
          byCases("people-fictional", BRONZE, "Samples are about nobody", "pack.people"),
          byCases("limits", BRONZE, "A partner cannot be flooded or wait for ever", "pack.limits"),
          byCases("clock", BRONZE, "The zone fits the samples' offsets", "pack.zone"),
          byCases("protocol", BRONZE, "Protocol, formats and addresses fit", "pack.protocol"),
          byCases("identifiers", BRONZE, "Issuers of numbers stand in samples", "pack.identifiers"),
          byCases("charset", BRONZE, "The character set is shown by a sample", "pack.charset"),
          byCases("order-key", BRONZE, "Messages of one person keep their order", "pack.ordering"),
          byCases("samples-three", BRONZE, "There are at least three samples", "samples.three"),
          byCases("samples-become", BRONZE, "Samples become what is expected", "samples.become."),
          byCases("samples-again", BRONZE, "Reading has no side effects", "samples.again."),
          byCases(
              "samples-identity", BRONZE, "Reports have number and person", "samples.identity."),
          byCases("merge-only", BRONZE, "Only a merge retires numbers", "samples.merge-only."),
          byCases("mapping-shown", BRONZE, "Each mapped field stands in a sample", "mapping."),
          byCases(
              "codes-units",
              BRONZE,
              "Units fit their LOINC codes",
              "codes.glucose-units",
              "codes.one-unit",
              "codes.factor"),
          byCases(
              "codes-reviewed",
              BRONZE,
              "Codes mean what their words say",
              "codes.reviewed",
              "codes.words"),
          byCases(
              "codes-found",
              BRONZE,
              "Each code is found with its unit",
              "codes.local",
              "codes.mapped."),
          byCases(
              "codes-unmapped",
              BRONZE,
              "What is not mapped is not guessed",
              "codes.unmapped",
              "codes.foreign-unit"),
          byCases("critical-plausible", BRONZE, "Thresholds lie where they can", "critical."),
          byCases("values", BRONZE, "Values arrive as measured", "results.value-"),
          byCases("units", BRONZE, "Units arrive as sent", "results.unit"),
          byCases("flags", BRONZE, "Flags arrive as sent", "results.flag-"),
          byCases(
              "result-status",
              BRONZE,
              "Statuses of results are understood",
              "results.status-",
              "hl7.status-missing",
              "hl7.lower-case"),
          byCases(
              "report-status",
              BRONZE,
              "Statuses of reports are understood",
              "reports.status-",
              "statuses."),
          byCases(
              "report-identity",
              BRONZE,
              "A report reaches its person or nobody",
              "reports.filler",
              "reports.placer",
              "reports.person",
              "reports.nobody"),
          byCases("two-people", BRONZE, "Two people in one message stay two", "hl7.two-people"),
          byCases("refusals", BRONZE, "What cannot be taken is refused", "hl7.refuse-"),
          byCases("garbage", BRONZE, "Documents that nobody can read are refused", "documents."),
          byCases("acknowledgements", BRONZE, "Acknowledgements are right", "hl7.ack-"),
          byCases(
              "duplicates", BRONZE, "A resend is known, another message is not", "hl7.duplicate"),
          byCases(
              "merges",
              BRONZE,
              "Merges are understood or refused",
              "record.merge",
              "record.nobody",
              "record.other-resource",
              "record.page"),
          byCases("settings-told", SILVER, "README.md names every setting", "pack.settings-told"),
          byCases(
              "words-told",
              SILVER,
              "README.md names what was agreed and no sample shows",
              "readme."),
          byCases("silence", SILVER, "Somebody is told of silence", "pack.silence"),
          byCases(
              "repairs",
              SILVER,
              "Small damage is repaired",
              "hl7.repair-",
              "hl7.batch",
              "hl7.glued",
              "hl7.ampersand",
              "hl7.charset"),
          byCases("message-order", SILVER, "Others do not wait", "hl7.order-"),
          byCases("names", SILVER, "Names arrive letter by letter", "reports.name-"),
          byCases(
              "updates",
              SILVER,
              "All agreed updates of people are taken",
              "record.trigger-",
              "record.bundle",
              "record.time",
              "record.codes"),
          byCases("answers", SILVER, "Answers over HTTP are understood", "answers."),
          byCases("orders-shown", SILVER, "Orders are shown in the partner's format", "orders."),
          own("title", SILVER, "It has a name for people", OwnRules::title),
          own(
              "authentication",
              SILVER,
              "Calls over HTTP and SFTP prove who they are",
              OwnRules::authentication),
          own("readme", SILVER, "README.md has settings and habits", OwnRules::readme),
          own(
              "glucose-limits",
              SILVER,
              "Each glucose has critical thresholds",
              OwnRules::glucoseLimits),
          own(
              "danger-limits",
              GOLD,
              "Potassium and creatinine have thresholds too",
              OwnRules::dangerLimits),
          own("sample-correction", GOLD, "A sample corrects or merges", OwnRules::correction),
          own("sample-cancellation", GOLD, "A sample cancels", OwnRules::cancellation),
          own("sample-critical", GOLD, "A sample has a critical value", OwnRules::critical),
          own("sample-people", GOLD, "Samples are about two people at least", OwnRules::people),
          own("codes-told", GOLD, "codes.csv has words for every code", OwnRules::codesTold),
          own(
              "codes-shown",
              GOLD,
              "Every line of codes.csv is used by a sample",
              OwnRules::codesShown),
          own("orders-once", GOLD, "A repeated order is one order", OwnRules::ordersOnce),
          own("orders-cancel", GOLD, "Orders can be cancelled", OwnRules::ordersCancel),
          own("samples-six", PLATINUM, "There are at least six samples", OwnRules::samplesSix),
          own("sample-preliminary", PLATINUM, "A sample is preliminary", OwnRules::preliminary),
          own("sample-words", PLATINUM, "A sample has words for a value", OwnRules::words),
          own("sample-document", PLATINUM, "A sample brings a document", OwnRules::document),
          own("encrypted", PLATINUM, "What it says is encrypted on the way", OwnRules::encrypted),
          own("contact", PLATINUM, "README.md says whom to call", OwnRules::contact));

  private Rules() {}
}
