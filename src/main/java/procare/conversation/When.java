package procare.conversation;

/** Whether a value is of now or was named as an earlier one ("kal 50 tha"). */
public enum When {
  NOW,
  PAST
}
