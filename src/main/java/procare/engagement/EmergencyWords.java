package procare.engagement;

import org.springframework.stereotype.Component;
import procare.event.Event;

@Component("emergencyWords")
public class EmergencyWords {
  public void detected(Event event) {}
  public void persistent(Event event) {}
  public void escalation(Event event) {}
  public void acknowledged(Event event) {}
  public void resolved(Event event) {}
}
