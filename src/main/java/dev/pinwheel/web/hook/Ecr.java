package dev.pinwheel.web.hook;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import java.util.regex.Pattern;

/**
 * Amazon ECR's events, as EventBridge sends them to an API destination: of pushes, and of a pull-through
 * cache that followed its upstream.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html">ECR: EventBridge</a>
 */
public record Ecr() implements Sender {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]{1,12}){1,3}-\\d{1,2}");

    @Override
    public Message read(Delivery delivery) {
        var event = delivery.json();
        return Message.of(Notice.of(event.need("id"), hint(event)));
    }

    private static Hint hint(Payload event) {
        return switch (event.need("detail-type")) {
            case "ECR Image Action" ->
                event.says("PUSH", "detail", "action-type") && event.says("SUCCESS", "detail", "result")
                        ? moved(event)
                        : new Hint.Nothing("no image was pushed");
            case "ECR Pull Through Cache Action" ->
                event.says("SUCCESS", "detail", "sync-status")
                        ? moved(event)
                        : new Hint.Nothing("the cache did not follow its upstream");
            default -> new Hint.Nothing("no look depends on this event");
        };
    }

    private static Hint moved(Payload event) {
        return Moves.of(
                new Repository(host(event), event.need("detail", "repository-name")),
                event.text("detail", "image-tag"));
    }

    private static RegistryHost host(Payload event) {
        var account = event.need("account");
        var region = event.need("region");
        if (!ACCOUNT.matcher(account).matches() || !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("the body names no account and region of Amazon's");
        }
        var domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return new RegistryHost(account + ".dkr.ecr." + region + "." + domain);
    }
}
