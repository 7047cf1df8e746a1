package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Ids;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Two patients, one phone: nothing is stored before somebody said whose it is. */
@HubTest
class SharedPhoneTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  private Somebody asha;
  private Somebody ravi;

  private String family() {
    asha = folk.patient();
    ravi = folk.patient();
    store.jdbc().update("update person set display_name = 'Asha' where id = ?", asha.id());
    store.jdbc().update("update person set display_name = 'Ravi' where id = ?", ravi.id());
    String phone = Folk.phone();
    for (Somebody one : new Somebody[] {asha, ravi}) {
      store
          .jdbc()
          .update(
              "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', ?, now())",
              Ids.next(),
              one.id(),
              phone);
    }
    return phone;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "Ravi", "ravi.", "२"})
  void theAnswerBringsTheKeptMessageToThatPerson(String answer) {
    String phone = family();
    whatsapp.write(phone, "sugar 142");
    assertThat(whatsapp.awaitText(phone, "Who is this message for?")).contains("1 Asha, 2 Ravi");
    assertThat(store.readings(asha) + store.readings(ravi)).isZero();
    whatsapp.write(phone, answer);
    whatsapp.awaitText(phone, "record of Ravi");
    whatsapp.awaitText(phone, "142 mg/dL");
    assertThat(store.readings(ravi)).isEqualTo(1);
    assertThat(store.readings(asha)).isZero();
  }

  @Test
  void severalMessagesWaitTogetherAndANonsenseAnswerIsKeptToo() {
    String phone = family();
    whatsapp.write(phone, "sugar 142");
    whatsapp.awaitText(phone, "Who is this message for?");
    whatsapp.write(phone, "sugar 151 fasting");
    store.awaitCount(
        2, "delivery where address = ? and template = 'shared.ask' and state <> 'pending'", phone);
    whatsapp.write(phone, "7");
    store.awaitCount(3, "delivery where address = ? and template = 'shared.ask'", phone);
    assertThat(store.readings(asha) + store.readings(ravi)).isZero();
    whatsapp.write(phone, "1");
    whatsapp.awaitText(phone, "151 mg/dL");
    whatsapp.awaitText(phone, "142 mg/dL");
    assertThat(store.readings(ravi)).isZero();
  }

  @Test
  void dangerIsAnsweredAtOnceThenAskedAboutThenHandledForThatPerson() {
    String phone = family();
    whatsapp.write(phone, "sugar 45 mg/dL");
    whatsapp.awaitText(phone, "What you write can be an emergency");
    whatsapp.awaitText(phone, "Who is this message for?");
    store.awaitCount(
        1,
        "question where address = ? and reason = 'UNIDENTIFIED_DANGER' and state = 'OPEN'",
        phone);
    assertThat(store.readings(asha) + store.readings(ravi)).isZero();
    whatsapp.write(phone, "asha");
    store.awaitCount(1, "emergency where patient_id = ? and kind = 'LOW'", asha.id());
    whatsapp.awaitText(phone, "VERY LOW");
    store.awaitNone("question where address = ? and state = 'OPEN'", phone);
    assertThat(store.count("emergency where patient_id = ?", ravi.id())).isZero();
  }

  @Test
  void aNameBeforeTheMessageNeedsNoQuestion() {
    String phone = family();
    whatsapp.write(phone, "Asha: 142 fasting");
    whatsapp.awaitText(phone, "142 mg/dL");
    assertThat(store.readings(asha)).isEqualTo(1);
    assertThat(whatsapp.textsTo(phone)).noneMatch(text -> text.contains("Who is this"));
  }

  @Test
  void stopOfTheNumberHoldsForAllBehindIt() {
    String phone = family();
    whatsapp.write(phone, "STOP");
    whatsapp.awaitText(phone, "This number will get no more");
    store.awaitCount(
        2,
        "consent where person_id in (?, ?) and category = 'all' and state = 'OUT'",
        asha.id(),
        ravi.id());
    whatsapp.write(phone, "START");
    whatsapp.awaitText(phone, "will get our messages again");
    store.awaitNone("consent where person_id in (?, ?) and state = 'OUT'", asha.id(), ravi.id());
  }

  @Test
  void aSecondPersonProvesTheSameNumberAndAWrongCodeHasFewTries() {
    Somebody first = folk.patient();
    Somebody second = folk.patient();
    String token = folk.token(second);
    String body = "{\"phone\":\"+" + first.phone() + "\"}";
    String code = http.post("/api/v1/auth/phone-codes", token, body).is(201).text("/code");
    http.post("/api/v1/auth/phone-codes", token, body).isProblem(429, "too-many-codes");
    http.post("/api/v1/auth/phone-codes", token, "{\"phone\":\"12\"}").isProblem(400, "validation");
    http.post("/api/v1/auth/phone-codes", folk.token(first), body).isProblem(409, "phone-verified");
    whatsapp.write(first.phone(), "VERIFY " + (code.equals("111111") ? "222222" : "111111"));
    whatsapp.awaitText(first.phone(), "This code is not right");
    whatsapp.write(first.phone(), "VERIFY " + code);
    whatsapp.awaitText(first.phone(), "Thank you, " + second.name());
    whatsapp.write(first.phone(), "sugar 142");
    whatsapp.awaitText(first.phone(), "Who is this message for?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code_attempts = 5",
        "code_expires_at = now() - interval '1 second'",
      })
  void aCodeThatIsOldOrWasTriedTooOftenProvesNothing(String spent) {
    Somebody owner = folk.patient();
    String phone = Folk.phone();
    String code =
        http.post("/api/v1/auth/phone-codes", folk.token(owner), "{\"phone\":\"+" + phone + "\"}")
            .is(201)
            .text("/code");
    store.jdbc().update("update contact_point set " + spent + " where value = ?", phone);
    whatsapp.write(phone, "VERIFY " + code);
    whatsapp.awaitText(phone, "too old or was tried too often");
    assertThat(store.count("contact_point where value = ? and verified_at is not null", phone))
        .isZero();
    whatsapp.write(phone, "hello, who am I?");
    whatsapp.awaitText(phone, "not registered");
  }

  @Test
  void aCaregiverOnTheSamePhoneIsOneOfThePeople() {
    String phone = family();
    Somebody carer = folk.somebody(Role.CAREGIVER);
    store
        .jdbc()
        .update(
            "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', ?, now())",
            Ids.next(),
            carer.id(),
            phone);
    whatsapp.write(phone, "sugar 142");
    assertThat(whatsapp.awaitText(phone, "Who is this message for?")).contains(carer.name());
  }
}
