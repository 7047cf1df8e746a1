package procare.operations;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessagePropertiesBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;
import procare.routes.Topology;

/** Resends through the default exchange, which reaches exactly the one queue. */
@Component
class BrokerResend implements QueueResend {
  private static final long CONFIRM_MILLIS = 5_000;
  private final RabbitTemplate rabbit;

  BrokerResend(RabbitTemplate rabbit) {
    this.rabbit = rabbit;
  }

  @Override
  public boolean knows(String queue) {
    return Topology.queueNames().contains(queue) && !Topology.DEAD_LETTERS.equals(queue);
  }

  @Override
  public void resend(List<Raw> letters) {
    checkQueues(letters);
    rabbit.invoke(
        channel -> {
          for (Raw letter : letters) {
            channel.send(
                "",
                letter.queue(),
                new Message(
                    letter.body(),
                    MessagePropertiesBuilder.newInstance()
                        .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                        .build()));
          }
          channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
          return null;
        });
  }

  /** A broker confirms what it could not route as well: a missing queue would swallow letters. */
  private void checkQueues(List<Raw> letters) {
    for (String queue : letters.stream().map(Raw::queue).collect(Collectors.toSet())) {
      rabbit.execute(channel -> channel.queueDeclarePassive(queue));
    }
  }
}
