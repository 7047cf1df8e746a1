package procare.security;

/** Roles of DESIGN §5. */
public enum Role {
  PATIENT,
  CAREGIVER,
  DOCTOR,
  VOLUNTEER,
  OPERATOR,
  ADMIN,
  PARTNER
}
