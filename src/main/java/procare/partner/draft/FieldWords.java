package procare.partner.draft;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Names that partners give to canonical fields, and what a value there looks like. Names are
 * compared in small letters without signs: {@code labRef}, {@code lab_ref} and {@code Lab Ref} are
 * one.
 */
final class FieldWords {
  /** What is looked for in a report, a person and a result, most telling first. */
  static final Map<String, FieldWords> ALL = new LinkedHashMap<>();

  private static final Predicate<String> ANY = value -> !value.isBlank();
  private static final Predicate<String> ID = matches("[\\p{Alnum}][\\p{Alnum} ./_-]{0,39}");
  private static final Predicate<String> WORD = matches("\\p{Alpha}[\\p{Alpha} _-]{0,29}");
  private static final Predicate<String> TIME =
      matches("\\d{1,4}[-./ ]?\\d{1,2}[-./ ]?\\d{1,4}([T ].*)?|\\d{8,14}([+-]\\d{4})?");
  private static final Predicate<String> NAME = matches("[^0-9/:]{1,80}");

  static {
    add(
        "report.placer",
        ID,
        "orderid order orderno ordernumber placer placerid ourref clientorder clientorderid");
    add(
        "report.filler",
        ID,
        "labref labno labnumber labid accession accessionno accessionnumber filler reportid reportno sampleno reportref");
    add("report.status", WORD, "status reportstatus state");
    add(
        "report.collectedAt",
        TIME,
        "sampledat collected collectedat collectiontime collectiondate sampledate sampletime drawn");
    add(
        "report.issuedAt",
        TIME,
        "reportedat reported issuedat issued reportdate reporttime resultedat released releasedat");
    add(
        "report.orderedBy",
        NAME,
        "doctor orderedby physician referredby referringdoctor consultant");
    add("report.code", ID, "panel.code panelcode profilecode packagecode service.code");
    add("report.display", ANY, "panel.name panelname profile profilename package service.name");
    add("report.id", ID, "eventid messageid");
    add(
        "person.id",
        ID,
        "patient.reference patient.id patient.mrn patient.uhid patientid patientno patientref mrn uhid person.id subject.id");
    add("person.name", NAME, "patient.name patientname person.name fullname subject.name");
    add(
        "person.family",
        NAME,
        "surname lastname family familyname patient.surname patient.lastname");
    add("person.given", NAME, "firstname given givenname patient.firstname");
    add("person.birthDate", TIME, "dob birthdate dateofbirth patient.dob patient.birthdate");
    add(
        "person.sex",
        matches("(?i)m|f|o|u|male|female|other|unknown"),
        "sex gender patient.sex patient.gender");
    add(
        "person.phone",
        matches("\\+?[0-9][0-9 -]{7,16}"),
        "phone mobile mobileno phoneno telephone contact patient.phone patient.mobile");
    add("item.code", ID, "code test testcode analytecode parametercode");
    add("item.display", ANY, "name testname analyte parameter description testdescription");
    add("item.loinc", matches("\\d{1,7}-\\d"), "loinc loinccode");
    add("item.value", ANY, "value result resultvalue observedvalue");
    add("item.unit", matches("[^\\s]{1,25}"), "unit units uom");
    add("item.range", ANY, "range referencerange refrange normal normalrange biologicalreference");
    add(
        "item.flag",
        matches("(?i)[hlna*<>]{1,2}|abnormal|normal|high|low"),
        "flag abnormalflag abnormal interpretation");
    add("item.status", WORD, "resultstatus teststatus");
    add("item.observedAt", TIME, "observedat resulttime");
    add("item.note", ANY, "remark remarks comment comments note notes");
    add("document.url", matches("https?://.+"), "reporturl pdfurl documenturl url link");
    add(
        "document.content",
        matches("(?s)JVBERi0[A-Za-z0-9+/=\\s]+"),
        "pdf pdfbase64 content document");
    add("document.file", matches("(?i)[^/]+\\.pdf"), "pdf file filename pdffile document");
  }

  private final String field;
  private final Predicate<String> looks;
  private final java.util.List<String> names;

  private FieldWords(String field, Predicate<String> looks, String names) {
    this.field = field;
    this.looks = looks;
    this.names = Arrays.asList(names.split(" "));
  }

  private static Predicate<String> matches(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static void add(String field, Predicate<String> looks, String names) {
    ALL.put(field, new FieldWords(field, looks, names));
  }

  /** Small letters and digits only. */
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  String field() {
    return field;
  }

  /**
   * How well a name fits: its place in the list, empty when it does not.
   *
   * @param name last part of a pointer, or a column
   * @param parent the part before it, or empty
   */
  Optional<Integer> rank(String parent, String name) {
    int at = names.indexOf(plain(parent) + "." + plain(name));
    if (at < 0) {
      at = names.indexOf(plain(name));
    }
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  boolean looksRight(String value) {
    return looks.test(value.strip());
  }
}
